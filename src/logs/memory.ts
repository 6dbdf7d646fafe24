import type { Look } from './look.ts';

const day = 86_400_000;
const window = 900_000;

/** What was found so far, so that a look at a few minutes is enough most of the time. */
export class Memory {
  private readonly newest = new Map<string, number>();
  private counts: { readonly at: number; readonly all: number }[] = [];

  /** Adds what was found at a time, in milliseconds. */
  add({ newest, rejected }: Look, at: number): void {
    for (const [node, time] of newest) this.newest.set(node, Math.max(time, this.newest.get(node) ?? 0));
    for (const [node, time] of this.newest) if (time < at - day) this.newest.delete(node);
    // What there was before the first look is told by the age of the lines alone.
    if (this.counts.length === 0) this.counts = [{ at: at - window, all: rejected.all - rejected.recent }];
    this.counts.push({ at, all: rejected.all });
    // The last one that is old enough to compare with, and all after it.
    const last = this.counts.findLastIndex((count) => count.at <= at - window);
    this.counts = this.counts.slice(Math.max(last, 0));
  }

  /** Time of the newest line of each node, in milliseconds. */
  get nodes(): ReadonlyMap<string, number> {
    return this.newest;
  }

  /** Documents that were put aside in the last 15 minutes: also those of lines that were old by then. */
  get rejected(): number {
    const [first, last] = [this.counts[0], this.counts.at(-1)];
    return first === undefined || last === undefined ? 0 : Math.max(0, last.all - first.all);
  }
}
