import type { Document } from '../stand-in/streams.ts';

/** Which of so many numbered lines are there, and how often. */
export interface Counted {
  readonly lost: number;
  readonly twice: number;
}

/** Counts numbered lines in documents. */
export function count(documents: readonly Document[], lines: number): Counted {
  const seen = new Map<number, number>();
  for (const { fields } of documents) {
    const { result_rows: number } = (fields ?? {}) as { readonly result_rows?: number };
    if (number !== undefined) seen.set(number, (seen.get(number) ?? 0) + 1);
  }
  const lost = Array.from({ length: lines }, (_, at) => at).filter((at) => !seen.has(at)).length;
  return { lost, twice: [...seen.values()].filter((times) => times > 1).length };
}
