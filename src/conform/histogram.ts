import type { Sample } from '../metrics/exposition-sample.ts';

/** The bound of a bucket; of what has none, no number. */
export const boundOf = ({ labels }: Sample): number => {
  const text = labels.get('le') ?? 'NaN';
  return text === '+Inf' ? Infinity : Number(text);
};

/** Buckets by the histogram that they belong to, each from low to high. */
export function histogramsIn(buckets: readonly Sample[]): ReadonlyMap<string, readonly Sample[]> {
  const groups = new Map<string, Sample[]>();
  for (const sample of buckets) {
    const key = histogramOf(sample);
    groups.set(key, [...(groups.get(key) ?? []), sample]);
  }
  for (const group of groups.values()) group.sort((a, b) => boundOf(a) - boundOf(b));
  return groups;
}

/** What tells one histogram of a metric from another: its labels, but for the bound. */
export const histogramOf = ({ labels }: Sample): string =>
  JSON.stringify([...labels].filter(([label]) => label !== 'le').sort());

/** Bounds that all of them have, from low to high. */
export function commonBounds(buckets: readonly Sample[]): number[] {
  const [first = [], ...rest] = [...histogramsIn(buckets).values()].map((group) => group.map(boundOf));
  return first.filter((bound) => rest.every((other) => other.includes(bound)));
}
