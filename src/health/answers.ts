import { answersQueries } from './kinds.ts';
import type { Finding, Standing } from './standing.ts';

/** An answer that is ready to be sent. */
export interface Answer {
  readonly status: number;
  readonly body: Buffer;
  /** Names and values in turn, as Node sends them with the least work. */
  readonly headers: string[];
}

/** What the answers are made of. */
export interface AnswersProps {
  readonly standings: readonly Standing[];
  readonly version: string;
  readonly now: () => Date;
  /** Is told what holds whenever the answers are made anew. */
  readonly seen: (findings: readonly Finding[]) => void;
}

/** Answers by their paths. */
type Answers = ReadonlyMap<string, Answer>;

/** Time after which answers are made anew for their `timestamp` alone, in milliseconds. */
const freshness = 1000;

/**
 * The answers as they are now. They are made when something changed, when a result has become too old, or for the timestamp once a
 * second; in between they are the same bytes. Whoever asks decides that by the clock: no timer has to be in time.
 */
export class Memory {
  private answers: Answers | undefined;
  private until = -Infinity;
  private stopping = false;

  constructor(private readonly props: AnswersProps) {}

  /** Something has changed. */
  forget(): void {
    this.until = -Infinity;
  }

  /** From now on nobody should send queries here. */
  stop(): void {
    this.stopping = true;
    this.forget();
  }

  /** The answer to a path, or nothing where there is no such path. */
  get(path: string): Answer | undefined {
    return this.current().get(path);
  }

  /** The answers, made anew where those at hand no longer hold. */
  current(now = performance.now()): Answers {
    if (this.answers === undefined || now >= this.until) {
      this.answers = this.make(now);
      this.until = Math.min(now + freshness, ...this.props.standings.map((one) => one.until(now)));
    }
    return this.answers;
  }

  private make(now: number): Answers {
    const findings = this.props.standings.map((one) => one.at(now));
    this.props.seen(findings);
    return new Map([
      ['/health', this.health(findings)],
      ['/health/live', live(this.props.standings.filter((one) => one.isStuck(now)))],
      ['/health/ready', this.ready(findings.filter(({ plan }) => plan.needed))],
    ]);
  }

  private health(findings: readonly Finding[]): Answer {
    const { version, now } = this.props;
    const healthy = findings.every((finding) => finding.healthy);
    const status = healthy ? 'healthy' : 'degraded';
    return answer(healthy, { status, version, timestamp: now().toISOString(), checks: checksOf(findings) });
  }

  private ready(needed: readonly Finding[]): Answer {
    if (this.stopping) return answer(false, { status: 'stopping' });
    const ready = needed.every(({ kind }) => answersQueries(kind));
    return answer(ready, { status: ready ? 'ready' : 'unready', checks: checksOf(needed) });
  }
}

/** Whether this process works, whatever the dependencies do. */
const live = (stuck: readonly Standing[]): Answer =>
  stuck.length === 0
    ? answer(true, { status: 'alive' })
    : answer(false, { status: 'stuck', checks: stuck.map(({ plan }) => plan.dependency) });

const checksOf = (findings: readonly Finding[]) =>
  Object.fromEntries(
    findings.map(({ plan, healthy, kind, latency }) => [
      plan.dependency,
      {
        status: healthy ? 'healthy' : 'unhealthy',
        latency_ms: Math.round(latency * 10) / 10,
        ...(healthy ? {} : { error: kind }),
      },
    ]),
  );

function answer(well: boolean, value: unknown): Answer {
  const body = Buffer.from(`${JSON.stringify(value)}\n`);
  return { status: well ? 200 : 503, body, headers: headersFor(body, 'application/json') };
}

/** Headers of an answer: what it is, and that nobody may keep it. */
export const headersFor = (body: Buffer, type: string): string[] => [
  'content-type',
  type,
  'content-length',
  String(body.length),
  'cache-control',
  'no-store',
];
