import type { Metric } from '../../metrics/metric.ts';
import { commonBounds } from '../histogram.ts';
import type { Effect, Finding } from '../model.ts';
import type { Observed } from '../observed.ts';

/** Bounds of a histogram: those that were promised, and the infinite one that says how much there was. */
export function buckets(metric: Metric, observed: Observed): Finding[] {
  const { name, buckets: promised } = metric;
  const series = [`${name}_bucket`];
  if (promised === undefined || observed.typeOf(name) === 'summary' || observed.of(metric).length === 0)
    return [];
  const bounds = commonBounds(observed.samples(`${name}_bucket`));
  const found = (says: string, effect: Effect, tolerable = false): Finding[] => [
    { metric: name, kind: 'buckets', says, effects: [effect], tolerable },
  ];
  if (bounds.length === 0) return found('It has no buckets.', { kind: 'gone', series });
  if (!bounds.includes(Infinity)) {
    return found('It has no bucket le="+Inf", without which no quantile has a value.', {
      kind: 'gone',
      series,
    });
  }
  const finite = bounds.filter(Number.isFinite);
  if (isThousandfold(finite, promised)) {
    const largest = `${String(finite.at(-1))} instead of ${String(promised.at(-1))}`;
    return found(`Its bounds are milliseconds (up to ${largest}), and its name says seconds.`, {
      kind: 'bounds',
      series,
      bounds: finite,
      high: true,
    });
  }
  const lost = promised.filter((bound) => !finite.includes(bound));
  const added = finite.filter((bound) => !promised.includes(bound));
  if (lost.length === 0) return [];
  const instead = added.length === 0 ? '' : ` It has ${added.join(', ')} besides.`;
  return found(
    `It lacks ${many(lost.length, 'bucket')} le=${lost.map((bound) => `"${String(bound)}"`).join(', ')}.${instead}`,
    { kind: 'bounds', series, bounds: finite, high: false },
    true,
  );
}

/** Whether most bounds are a thousand times what was promised. */
function isThousandfold(finite: readonly number[], promised: readonly number[]): boolean {
  const matches = (factor: number) => finite.filter((bound) => promised.includes(bound / factor)).length;
  return matches(1000) > matches(1) && matches(1000) * 2 >= finite.length;
}

const many = (count: number, thing: string): string => (count === 1 ? `the ${thing}` : `the ${thing}s`);
