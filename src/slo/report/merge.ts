import { emptySlots, isKnown, type Slots } from './slots.ts';

/** What one source tells of one day: one series of one server. */
export interface Source {
  /** The same from day to day. */
  readonly name: string;
  readonly slots: Slots;
}

/**
 * Puts the days of a period together, each slot from one source: the first that has it and the slot before as well, or else the first
 * that has it. A slice after a gap counts what happened in the gap too, and another source has counted that already.
 */
export class Merger {
  readonly slots: Slots;
  /** Sources whose last slot of the day before is known. */
  private before: ReadonlySet<string> | undefined;
  private filled = 0;

  constructor(count: number) {
    this.slots = emptySlots(count);
  }

  /** Whether these sources know every slot of the next day, one of them without a gap before it. */
  isComplete(sources: readonly Source[], count: number): boolean {
    return Array.from({ length: count }, (_, at) => at).every((at) =>
      sources.some((source) => this.follows(source, at)),
    );
  }

  /** Adds the next day. */
  add(sources: readonly Source[], count: number): void {
    for (let at = 0; at < count; at++) {
      const source =
        sources.find((one) => this.follows(one, at)) ?? sources.find(({ slots }) => isKnown(slots, at));
      if (source === undefined) continue;
      this.slots.all[this.filled + at] = source.slots.all[at] ?? NaN;
      this.slots.bad[this.filled + at] = source.slots.bad[at] ?? NaN;
    }
    this.filled += count;
    this.before = new Set(sources.filter(({ slots }) => isKnown(slots, count - 1)).map(({ name }) => name));
  }

  /** Whether a source knows a slot, and the one before. Before the period nobody looks. */
  private follows({ name, slots }: Source, at: number): boolean {
    if (!isKnown(slots, at)) return false;
    return at === 0 ? (this.before?.has(name) ?? true) : isKnown(slots, at - 1);
  }
}
