import type { LookupFunction } from 'node:net';
import type { Kind } from './kinds.ts';

/** What a check may use while it asks once. */
export interface Attempt {
  /** Aborts when the time is over, and when the check is, whatever came: every socket is made with it, so that none outlives it. */
  readonly signal: AbortSignal;
  /** Time for all of it, in milliseconds. */
  readonly timeout: number;
  readonly lookup: LookupFunction;
}

/** Asks a dependency once, over one new connection. Returns the kind of what is wrong, or nothing. Failures that it throws are explained. */
export type Ask = (attempt: Attempt) => Promise<Kind | undefined>;

/** How a dependency is asked, and what its driver's errors mean. */
export interface Probe {
  readonly ask: Ask;
  readonly explain: (error: unknown) => Kind;
}
