import type { IncomingMessage } from 'node:http';

/**
 * What goes wrong:
 * - `slow-down`: 503, and nothing is done;
 * - `internal-error`: 500, and nothing is done;
 * - `error-after-success`: 500, though it was done;
 * - `reset`: the connection breaks in the middle of the request;
 * - `reset-after-success`: it breaks after everything was done, before an answer;
 * - `reset-answer`: it breaks in the middle of the answer;
 * - `slow`: it takes `ms` longer;
 * - `hang`: it is read, and never answered;
 * - `denied`: 403, and nothing is done: a role or a key that is gone;
 * - `truncate`, `flip`, `other-key`, `other-encryption`: the answer is as always, but half of the content is kept, or a byte of it is another one, or it
 *   is encrypted otherwise: HEAD tells of it, where it shows;
 * - `half-answer`, `flip-answer`: what comes back is shorter, or has another byte, and nothing else tells.
 */
export type FaultKind =
  | 'slow-down'
  | 'internal-error'
  | 'error-after-success'
  | 'reset'
  | 'reset-after-success'
  | 'reset-answer'
  | 'slow'
  | 'hang'
  | 'denied'
  | Spoiling
  | 'half-answer'
  | 'flip-answer';

/** What goes wrong with what is kept, and is told to nobody. */
export type Spoiling = 'truncate' | 'flip' | 'other-key' | 'other-encryption';

export interface Fault {
  readonly kind: FaultKind;
  /** How many requests it strikes. @default 1 */
  readonly times?: number;
  /** @default - any */
  readonly method?: string;
  /** What path and query must match. @default - any */
  readonly path?: RegExp;
  /** Milliseconds, of `slow`. @default 1000 */
  readonly ms?: number;
}

/** The faults that are still to come, in the order in which they were planned. */
export class Faults {
  private planned: { fault: Fault; left: number }[] = [];
  /** How many requests were struck. */
  struck = 0;

  plan(...faults: readonly Fault[]): void {
    this.planned.push(...faults.map((fault) => ({ fault, left: fault.times ?? 1 })));
  }

  /** Forgets those that have not come. */
  clear(): void {
    this.planned = [];
  }

  /** The fault that strikes a request. */
  next({ method, url = '' }: IncomingMessage): Fault | undefined {
    const entry = this.planned.find(
      ({ fault, left }) =>
        left > 0 && (fault.method ?? method) === method && (fault.path === undefined || fault.path.test(url)),
    );
    if (entry === undefined) return undefined;
    entry.left -= 1;
    this.struck += 1;
    return entry.fault;
  }
}
