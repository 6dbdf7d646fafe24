import { z } from 'zod';
import { explainAnswer, explainFailure, plain, Unanswered } from './explain.ts';
import { textOf } from './body.ts';

/** Samples of one series, with their own timestamps in seconds. */
export interface Series {
  readonly metric: Readonly<Record<string, string>>;
  readonly values: readonly (readonly [time: number, value: string])[];
}

/** What a server has of some series, and what it warns of. */
export interface Answer {
  readonly series: readonly Series[];
  readonly warnings: readonly string[];
}

/** A Prometheus, or what speaks like one: Thanos Query, or a proxy before either. */
export interface Server {
  /** Its address, without a closing slash. */
  readonly address: string;
  /**
   * The raw samples of a range selector that ends at a time, in seconds since the epoch.
   *
   * @throws Unanswered with what is wrong, and what to do.
   */
  readonly samples: (query: string, at: number) => Promise<Answer>;
}

/** What it takes to ask. */
export interface Access {
  readonly fetch: typeof fetch;
  readonly wait: (milliseconds: number) => Promise<void>;
  /** Sent with every request: a token, a tenant. */
  readonly headers: Readonly<Record<string, string>>;
}

/** How long one answer may take. */
const timeoutSeconds = 60;

/** Seconds before each further attempt: network policies of a pod that has just started may take this long to let it out. */
const pauses = [1, 4, 15];

/** A server that is asked over HTTP, again where that may help. */
export const serverAt = (address: string, access: Access): Server => ({
  address,
  samples: async (query, at) => {
    for (let attempt = 0; ; attempt++) {
      try {
        return await ask(address, parameters(query, at), access);
      } catch (error) {
        const pause = pauses[attempt];
        if (!(error instanceof Unanswered)) throw error;
        if (!error.mayPass || pause === undefined) throw error.after(attempt + 1);
        await access.wait(pause * 1000);
      }
    }
  },
});

function parameters(query: string, at: number): URLSearchParams {
  // Thanos must neither choose samples of a lower resolution, which are no slices, nor replicas, which is for us to do.
  return new URLSearchParams({ query, time: String(at), max_source_resolution: '0s', dedup: 'false' });
}

async function ask(address: string, query: URLSearchParams, { fetch, headers }: Access): Promise<Answer> {
  try {
    const response = await fetch(`${address}/api/v1/query?${query.toString()}`, {
      headers: { ...headers, accept: 'application/json' },
      // Whoever sends elsewhere wants a login, and a token must not follow.
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutSeconds * 1000),
    });
    const text = await textOf(response);
    const answer = read(text);
    if (answer === undefined) throw explainAnswer(address, response, text);
    return answer;
  } catch (error) {
    throw error instanceof Unanswered ? error : explainFailure(address, error, timeoutSeconds);
  }
}

const good = z.object({
  status: z.literal('success'),
  warnings: z.array(z.string()).optional(),
  data: z.object({
    resultType: z.literal('matrix'),
    result: z.array(
      z.object({
        metric: z.record(z.string(), z.string()),
        values: z.array(z.tuple([z.number(), z.string()])).default([]),
      }),
    ),
  }),
});

/** The samples of an answer, or nothing where it is none. */
function read(text: string): Answer | undefined {
  try {
    const { data, warnings = [] } = good.parse(JSON.parse(text));
    return { series: data.result, warnings: warnings.map(plain) };
  } catch {
    return undefined;
  }
}
