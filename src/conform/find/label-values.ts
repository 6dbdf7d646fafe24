import type { Finding } from '../model.ts';
import { labelLimits, mostSeries, otherLabels, personal } from '../limits.ts';
import { ownLabels, type Observed } from '../observed.ts';

/** Labels with values that never end, or that say who somebody is. Values are counted and never shown. */
export function labelValues(observed: Observed): Finding[] {
  // The parts of a histogram have the same labels: one of them tells.
  const series = observed.series.filter((name) => !/_(sum|count)$/.test(name));
  return [...series.flatMap((name) => ofSeries(observed, name)), ...inAll(observed)];
}

function ofSeries(observed: Observed, series: string): Finding[] {
  const samples = observed.samples(series);
  const metric = series.replace(/_bucket$/, '');
  const names = [...new Set(samples.flatMap(ownLabels))];
  return names.flatMap((label) => {
    const values = [...new Set(samples.flatMap(({ labels }) => labels.get(label) ?? []))];
    return [...tooMany(metric, label, values.length), ...aboutPeople(metric, label, values)];
  });
}

function tooMany(metric: string, label: string, count: number): Finding[] {
  const { most, reason } = labelLimits.find((limit) => limit.label === label) ?? otherLabels;
  if (count <= most) return [];
  const says = `Label ${label} has ${String(count)} values, and may have ${String(most)}: ${reason}.`;
  return [{ metric, kind: 'cardinality', says, effects: [] }];
}

function aboutPeople(metric: string, label: string, values: readonly string[]): Finding[] {
  return personal.flatMap(({ looksLike, pattern }) => {
    const count = values.filter((value) => pattern.test(value)).length;
    if (count === 0) return [];
    const says = `${String(count)} of ${String(values.length)} values of label ${label} look like ${looksLike}: personal data, or values without end. Log them instead.`;
    return [{ metric, kind: 'personal data' as const, says, effects: [] }];
  });
}

function inAll(observed: Observed): Finding[] {
  const all = observed.exposition.samples.length;
  if (all <= mostSeries) return [];
  const [largest = ''] = [...observed.series].sort(
    (a, b) => observed.samples(b).length - observed.samples(a).length,
  );
  const says = `There are ${String(all)} series, and may be ${String(mostSeries)}. Most are ${largest}: ${String(observed.samples(largest).length)}.`;
  return [{ metric: '/metrics', kind: 'cardinality', says, effects: [] }];
}
