import type { Kind } from './kinds.ts';
import { isHealthy } from './kinds.ts';
import type { Plan } from './plan.ts';

/** What one check found. */
export interface Result {
  /** What is wrong. @default - nothing */
  readonly kind: Kind | undefined;
  /** How long it took, in milliseconds. */
  readonly latency: number;
  /** Code of a driver's error, for the log alone. */
  readonly code?: string | undefined;
}

/** What holds of a dependency at a moment. */
export interface Finding extends Result {
  readonly plan: Plan;
  readonly healthy: boolean;
}

/**
 * How late a result may be by no fault of its check, in milliseconds: more than a collection of garbage, a timer that waits its turn,
 * or a CPU quota that is used up for some periods of 100 ms, and little beside the shortest interval, 5 seconds.
 */
export const margin = 1000;

/** Age from which a result says nothing any more, in milliseconds: the next one is there by then, if anything is well. */
export const lifetime = ({ interval, timeout }: Plan): number => interval + timeout + margin;

/**
 * Time without any step of a check from which it cannot be waiting for its dependency, whatever that does: it ends an attempt after
 * `timeout`. Thrice the lifetime of a result, so that a process that was held up recovers by itself first.
 */
const standstill = (plan: Plan): number => 3 * lifetime(plan);

/** What is known of one dependency. Times are milliseconds of a clock that never jumps (`performance.now`). */
export class Standing {
  private result: Result | undefined;
  private resultAt = -Infinity;
  private stepAt: number;

  constructor(
    readonly plan: Plan,
    now: number,
  ) {
    this.stepAt = now;
  }

  /** A check begins. */
  begin(now: number): void {
    this.stepAt = now;
  }

  /** A check has ended. */
  end(result: Result, now: number): void {
    this.result = result;
    this.resultAt = now;
    this.stepAt = now;
  }

  /** What holds now. */
  at(now: number): Finding {
    const result = this.resultNow(now);
    return { ...result, plan: this.plan, healthy: isHealthy(result.kind) };
  }

  /** Age of the last result, in milliseconds, infinite before the first. */
  age(now: number): number {
    return now - this.resultAt;
  }

  /** When what holds now ends to hold by itself. */
  until(now: number): number {
    return Math.min(...[this.staleAt(), this.stuckAt()].filter((end) => end > now));
  }

  /** Whether the check itself no longer runs. */
  isStuck(now: number): boolean {
    return now >= this.stuckAt();
  }

  private resultNow(now: number): Result {
    if (this.result === undefined) return { kind: 'starting', latency: 0 };
    return now < this.staleAt() ? this.result : { ...this.result, kind: 'stale' };
  }

  private staleAt(): number {
    return this.resultAt + lifetime(this.plan);
  }

  private stuckAt(): number {
    return this.stepAt + standstill(this.plan);
  }
}
