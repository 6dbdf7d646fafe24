import { Registry } from 'prom-client';
import { describe, expect, test } from 'vitest';
import { alertGroups } from '../../alerts/index.ts';
import { objectives } from '../../alerts/slos.ts';
import { contractMetrics } from '../../src/metrics/contract.ts';
import { readExposition } from '../../src/metrics/exposition.ts';
import { instruments } from '../../src/metrics/instruments.ts';
import type { Metric } from '../../src/metrics/metric.ts';
import { durationSeconds } from '../../src/promql/duration.ts';
import { comparisonsIn } from '../../src/promql/comparisons.ts';
import { matchersOf, metricOf } from '../../src/promql/matchers.ts';
import { nodes, parsePromql } from '../../src/promql/syntax.ts';
import { resolveAlerts } from '../../src/rules/resolve.ts';
import { recordingGroups } from '../../src/slo/recordings.ts';
import { production, withSettings } from '../good.ts';

const metrics: readonly Metric[] = Object.values(contractMetrics);

const registry = new Registry();
const made = instruments(contractMetrics, registry);
/** One value for each metric, with a value for each of its labels. */
for (const [key, { type, labels }] of Object.entries<Metric>(contractMetrics)) {
  const values = Object.fromEntries((labels ?? []).map((label) => [label, 'x']));
  const instrument = made[key as keyof typeof made];
  if ('observe' in instrument) instrument.observe(values, 1);
  else instrument.inc(values, type === 'gauge' ? 2 : 3);
}
const text = await registry.metrics();
const { samples, types } = readExposition(text, 'text');

describe.each(metrics)('$name', ({ name, type, help, labels = [], buckets = [] }) => {
  const own = samples.filter((sample) => [name, `${name}_bucket`, `${name}_count`].includes(sample.name));

  test('is exported with its type and its help', () => {
    expect(types.get(name)).toBe(type);
    expect(text).toContain(`# HELP ${name} ${help}\n`);
  });

  test('has its labels and no others', () => {
    const found = new Set(own.flatMap((sample) => [...sample.labels.keys()]));
    expect([...found].filter((label) => label !== 'le').sort()).toEqual([...labels].sort());
  });

  test('has its buckets, and the infinite one', () => {
    const bounds = samples
      .filter((sample) => sample.name === `${name}_bucket`)
      .map(({ labels }) => labels.get('le'));
    expect(bounds).toEqual(type === 'histogram' ? [...buckets.map(String), '+Inf'] : []);
  });

  test('counts', () => {
    const [value] = own.filter((sample) => !sample.name.endsWith('_bucket')).map((sample) => sample.value);
    expect(value).toBe({ histogram: 1, gauge: 2, counter: 3 }[type]);
  });
});

test('a label that was not promised is refused', () => {
  const { queries } = instruments(contractMetrics, new Registry());
  expect(() => {
    queries.inc({ user: 'x' });
  }).toThrow(/user/);
});

const boundsOf = (bucket: string): number[] =>
  samples.filter(({ name }) => name === bucket).map(({ labels }) => Number(labels.get('le')));

describe.each(['tuned', 'initial'])('with the thresholds %s', (profile) => {
  const settings = withSettings(production, { 'thresholds.profile': profile });
  const { alerts } = resolveAlerts(alertGroups, settings);
  const judged = alerts.flatMap(({ rule }) =>
    comparisonsIn(rule.expr).flatMap(({ of, value }) => {
      const bucket = quantileOf(rule.expr, of.from, of.to);
      return bucket === undefined ? [] : [{ alert: rule.alert, bucket, value }];
    }),
  );

  test('quantiles are compared by the alerts that are about time', () => {
    expect([...new Set(judged.map(({ alert }) => alert))].sort()).toEqual([
      'ApiKeyValidationSlow',
      'DatabaseSlow',
      'HighLatency',
      'MediumLatency',
    ]);
  });

  test.each(judged)('$alert compares with a bound of $bucket: $value', ({ bucket, value }) => {
    expect(boundsOf(bucket)).toContain(value);
  });
});

describe('objectives', () => {
  const limits = objectives.flatMap(({ slo, sla, aim }) =>
    [slo, sla, aim].flatMap(
      (target) =>
        /within (\d+) (ms)/
          .exec(target?.says ?? '')
          ?.slice(1)
          .join('') ?? [],
    ),
  );

  test('that are about time say 100 and 150 ms', () => {
    expect([...new Set(limits)]).toEqual(['100ms', '150ms']);
  });

  test.each(limits)('%s is a bound of the histogram that is exported', (limit) => {
    expect(boundsOf(`${contractMetrics.queryDuration.name}_bucket`)).toContain(durationSeconds(limit));
  });

  test('count in buckets that are exported, to the letter', () => {
    const exported = new Set(samples.flatMap(({ name, labels }) => `${name} ${labels.get('le') ?? ''}`));
    const counted = recordingGroups(objectives, production)
      .flatMap(({ rules }) => rules)
      .flatMap(({ expr }) => {
        const syntax = parsePromql(expr);
        return nodes(syntax.root, 'VectorSelector').flatMap((selector) => {
          const le = matchersOf(syntax, selector).find(({ label }) => label === 'le')?.value;
          return le === undefined ? [] : [`${metricOf(syntax, selector) ?? ''} ${le}`];
        });
      });
    expect([...new Set(counted)].sort()).toHaveLength(3);
    expect(counted.filter((bucket) => !exported.has(bucket))).toEqual([]);
  });
});

/** The buckets that a part of an expression takes a quantile of, or nothing where it takes none. */
function quantileOf(expr: string, from: number, to: number): string | undefined {
  const part = parsePromql(expr.slice(from, to));
  const [quantile] = nodes(part.root, 'FunctionCall').filter((call) =>
    call.getChild('FunctionIdentifier')?.getChild('HistogramQuantile'),
  );
  const [selector] = quantile === undefined ? [] : nodes(quantile, 'VectorSelector');
  return selector === undefined ? undefined : metricOf(part, selector);
}
