import { describe, expect, test } from 'vitest';
import { jobs } from '../../../src/model/jobs.ts';
import { production, withSettings } from '../../good.ts';
import { bend, findings, good, manifestsOf, remove } from './judge.ts';

const check = (manifests: Parameters<typeof findings>[1]) => findings('rule-jobs-scraped', manifests);
const of = (expr: string) =>
  check(bend('PrometheusRule', 'fraiseql-alerts', { 'spec.groups[0].rules[0].expr': expr }));

test('takes the rules of production', () => {
  expect(check(good())).toEqual([]);
});

test.each([
  ['up{job="fraisql"}', 'fraisql', " Did you mean 'fraiseql'?"],
  ['up{job=~"fraiseql|cloudwatch"}', 'cloudwatch', ''],
  ['up{job=~"(node|cloud).*"}', '(node|cloud).*', ''],
])('refuses %s', (expr, job, help) => {
  expect(of(expr)).toEqual([
    `PrometheusRule monitoring/fraiseql-alerts, spec.groups[0].rules[0].expr: ServiceDown asks for the job '${job}', which no monitor or probe gives to anything.${help}`,
  ]);
});

test.each(['up{job!="x"}', 'up{job!~"x.*"}', 'up{job=~"fraiseql.*"}', 'up{other="x"}', 'up'])(
  'takes %s',
  (expr) => {
    expect(of(expr)).toEqual([]);
  },
);

describe('refuses the rules about something whose monitor goes', () => {
  test.each([
    ['fraiseql-api', 'fraiseql'],
    ['fraiseql-postgres-exporter', jobs.postgresExporter],
    ['fraiseql-thanos-compact', jobs.thanosCompact],
    ['fraiseql-kubelet', jobs.kubelet],
  ])('%s', (monitor, job) => {
    const said = check(remove('ServiceMonitor', monitor));
    expect(said.length).toBeGreaterThan(0);
    expect(said.every((line) => line.includes(`the job '${job}'`))).toBe(true);
  });

  test('the probes', () => {
    expect(check(remove('Probe', 'fraiseql-api-health')).length).toBeGreaterThan(0);
  });

  test('the service, in a shared Prometheus', () => {
    const manifests = manifestsOf(withSettings(production, { platform: { kind: 'shared' } }));
    const all = manifests.all.filter(({ object }) => object.metadata.name !== 'fraiseql-api');
    expect(check({ ...manifests, all }).length).toBeGreaterThan(0);
  });
});

test('refuses rules when the job is no longer set, and takes the name of the Service then', () => {
  const manifests = bend('ServiceMonitor', 'fraiseql-api', { 'spec.endpoints[0].relabelings': undefined });
  expect(check(manifests).length).toBeGreaterThan(0);
  expect(
    findings(
      'rule-jobs-scraped',
      bend('ServiceMonitor', 'fraiseql-api', { 'spec.endpoints[0].relabelings[0].replacement': 'fraiseql' }),
    ),
  ).toEqual([]);
});

test('knows the names that a PodMonitor and a Probe give when nobody names another', () => {
  const relabelled = manifestsOf(withSettings(production, { 'service.scrape.via': 'pods' }));
  const plain = structuredClone(relabelled);
  const monitor = plain.all.find(({ object }) => object.kind === 'PodMonitor');
  Object.assign(monitor?.object.spec as object, { podMetricsEndpoints: [{ port: 'metrics' }] });
  expect(check(plain)[0]).toContain("the job 'fraiseql', which no");
  const rule = plain.all.find(({ object }) => object.kind === 'PrometheusRule');
  const groups = [{ rules: [{ alert: 'A', expr: 'up{job="monitoring/fraiseql-api"}' }] }];
  Object.assign(rule?.object.spec as object, { groups });
  expect(check(plain)).toEqual([]);
});
