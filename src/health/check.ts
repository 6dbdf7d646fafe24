import type { LookupFunction } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { codeOf } from './codes.ts';
import type { Plan } from './plan.ts';
import type { Attempt } from './probe.ts';
import type { Result, Standing } from './standing.ts';

/** What a check needs besides its plan. */
export interface CheckProps {
  readonly lookup: LookupFunction;
  /** Ends it. */
  readonly signal: AbortSignal;
  /** Is told every result. */
  readonly ended: (result: Result) => void;
}

/** Share of an interval by which checks are spread, so that replicas that started together do not ask together. */
const jitter = 0.1;

/** Asks a dependency again and again, one attempt at a time, until it is told to end. */
export async function checkUntil(standing: Standing, { lookup, signal, ended }: CheckProps): Promise<void> {
  const { plan } = standing;
  const ends = (): boolean => signal.aborted;
  while (!ends()) {
    const begun = performance.now();
    standing.begin(begun);
    const result = await attempt(plan, lookup, signal);
    if (ends()) return;
    standing.end(result, performance.now());
    ended(result);
    const next = begun + plan.interval * (1 - jitter * Math.random());
    await wait(Math.max(next - performance.now(), 0), undefined, { signal }).catch(() => undefined);
  }
}

/** One attempt. When this returns, nothing of it is left: its sockets are destroyed. */
async function attempt({ probe, timeout }: Plan, lookup: LookupFunction, end: AbortSignal): Promise<Result> {
  const over = new AbortController();
  const stop = (): void => {
    over.abort();
  };
  const timer = setTimeout(stop, timeout);
  end.addEventListener('abort', stop);
  const begun = performance.now();
  const finding = await findings(probe, { signal: over.signal, timeout, lookup });
  const latency = performance.now() - begun;
  clearTimeout(timer);
  end.removeEventListener('abort', stop);
  over.abort();
  return { ...finding, latency };
}

/** What the probe finds in time, and `timeout` otherwise. */
async function findings({ ask, explain }: Plan['probe'], attempt: Attempt): Promise<Omit<Result, 'latency'>> {
  const { signal } = attempt;
  const timeOver = new Promise<'timeout'>((resolve) => {
    signal.addEventListener('abort', () => {
      resolve('timeout');
    });
  });
  try {
    return { kind: await Promise.race([ask(attempt), timeOver]) };
  } catch (error) {
    // What breaks because the time is over says nothing of the dependency.
    return signal.aborted ? { kind: 'timeout' } : { kind: explain(error), code: codeOf(error) };
  }
}
