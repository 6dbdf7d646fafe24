import { Failure } from '../../cli/errors.ts';
import type { World } from '../../cli/world.ts';
import { mostBytes } from '../../conform/limits.ts';
import { explainFailure, plain } from '../../prometheus/explain.ts';
import { metricsPort } from '../../metrics/port.ts';

/** What an address answered. */
export interface Scraped {
  readonly text: string;
  readonly bytes: number;
  /** What the server says that it is. */
  readonly contentType: string;
  readonly milliseconds: number;
}

/** How an address is asked. */
export interface ScrapeProps {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
}

/** What Prometheus asks for, so that we see what it sees. */
const accept = 'application/openmetrics-text;version=1.0.0;q=0.8,text/plain;version=0.0.4;q=0.6,*/*;q=0.1';

/**
 * Asks an address once, as Prometheus does.
 *
 * @throws Failure where there is no answer that could be metrics.
 */
export async function scrape(
  props: ScrapeProps,
  { fetch, now }: Pick<World, 'fetch' | 'now'>,
): Promise<Scraped> {
  const { url, headers, timeoutSeconds } = props;
  const began = now().getTime();
  try {
    const response = await fetch(url, {
      headers: { ...headers, accept },
      // Whoever sends elsewhere may want a login, and a token must not follow.
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutSeconds * 1000),
    });
    const contentType = response.headers.get('content-type') ?? '';
    if (response.status !== 200) throw refused(response, url);
    if (/html/i.test(contentType))
      throw new Failure(
        `${nameOf(url)} answers with a page (${plain(contentType)}), not with metrics. Is it a login, or an Ingress that knows no such path?`,
      );
    const { text, bytes } = await bodyOf(response, url);
    return { text, bytes, contentType, milliseconds: now().getTime() - began };
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure(explainFailure(nameOf(url), error, timeoutSeconds).message);
  }
}

/** An address without what may be a secret in its query. */
export const nameOf = ({ origin, pathname }: URL): string => `${origin}${pathname}`;

/** What to do about an answer that is none. */
function refused({ status, headers }: Response, url: URL): Failure {
  const advice =
    advices.find(({ to }) => to(status))?.says(headers) ?? 'It, or a proxy before it, is not well.';
  return new Failure(`${nameOf(url)} answers ${String(status)}. ${advice}`);
}

const advices: readonly { to: (status: number) => boolean; says: (headers: Headers) => string }[] = [
  {
    to: (status) => status >= 300 && status < 400,
    says: (headers) =>
      `It sends to ${originOf(headers.get('location'))}. If that is a login, give a token with --bearer-token-file; if it is where the metrics are, give that address.`,
  },
  {
    to: (status) => status === 401 || status === 403,
    says: () => 'Give a token with --bearer-token-file, or what it wants with --header-file.',
  },
  {
    to: (status) => status === 404,
    says: () =>
      `There are no metrics at this address. They are at /metrics: ${Object.entries(metricsPort)
        .map(([binding, port]) => `on port ${String(port)} of ${binding}`)
        .join(', ')}.`,
  },
  { to: (status) => status < 500, says: () => 'That is no answer of a server to a scrape.' },
];

function originOf(location: string | null): string {
  if (location?.startsWith('/') === true) return plain(location.replace(/[?#].*/, ''));
  return URL.canParse(location ?? '') ? nameOf(new URL(location ?? '')) : 'another address';
}

/** The text of an answer, of which there may only be so much, however small it was packed. */
async function bodyOf(response: Response, url: URL): Promise<Pick<Scraped, 'text' | 'bytes'>> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let [text, bytes] = ['', 0];
  try {
    for await (const chunk of response.body ?? []) {
      bytes += (chunk as Uint8Array).length;
      if (bytes > mostBytes)
        throw new Failure(
          `${nameOf(url)} sends more than ${String(mostBytes / 2 ** 20)} MiB: no list of metrics is that long. Which label has no end?`,
        );
      text += decoder.decode(chunk as Uint8Array, { stream: true });
    }
    return { text: text + decoder.decode(), bytes };
  } catch (error) {
    if (
      error instanceof TypeError &&
      (error as NodeJS.ErrnoException).code === 'ERR_ENCODING_INVALID_ENCODED_DATA'
    ) {
      throw new Failure(`${nameOf(url)} sends something that is not UTF-8, which Prometheus refuses.`);
    }
    throw error;
  }
}
