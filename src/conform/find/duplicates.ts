import type { Sample } from '../../metrics/exposition-sample.ts';
import type { Finding } from '../model.ts';
import type { Observed } from '../observed.ts';

/** Series that are printed twice: Prometheus keeps the first of them and drops the rest, and nobody is told. */
export function duplicates(observed: Observed): Finding[] {
  return observed.series.flatMap((series) => {
    const [first, ...others] = repeated(observed.samples(series));
    if (first === undefined) return [];
    const more = others.length === 0 ? '' : `, and ${String(others.length)} more`;
    return [
      {
        metric: series,
        kind: 'duplicates',
        says: `Line ${String(first.line)} repeats a series${more}. Prometheus keeps the first value alone.`,
        effects: [{ kind: 'partly', series: [series] }],
      },
    ];
  });
}

function repeated(samples: readonly Sample[]): Sample[] {
  const seen = new Set<string>();
  return samples.filter(({ labels }) => {
    const key = JSON.stringify([...labels].sort());
    if (seen.has(key)) return true;
    seen.add(key);
    return false;
  });
}
