import { expect, test } from 'vitest';
import { add, bend, findings, remove } from './judge.ts';

const container = 'spec.template.spec.containers[0]';
const probes = (change: Record<string, unknown>) =>
  findings('probes-set', bend('Deployment', 'fraiseql-postgres-exporter', change));

test('refuses a container without probes', () => {
  expect(probes({ [`${container}.readinessProbe`]: undefined })).toEqual([
    `Deployment monitoring/fraiseql-postgres-exporter, ${container}.readinessProbe: Is missing: its Service would send requests before it can answer.`,
  ]);
  expect(probes({ [`${container}.livenessProbe`]: undefined })).toEqual([
    `Deployment monitoring/fraiseql-postgres-exporter, ${container}.livenessProbe: Is missing: nobody would start it anew when it hangs.`,
  ]);
});

test('refuses probes that ask the same', () => {
  expect(
    probes({ [`${container}.livenessProbe`]: { httpGet: { path: '/', port: 'http' }, periodSeconds: 60 } }),
  ).toEqual([
    `Deployment monitoring/fraiseql-postgres-exporter, ${container}.livenessProbe: Asks what readinessProbe asks: one that is too busy to answer would be killed. Ask for less.`,
  ]);
});

test('takes pods that no Service leads to', () => {
  const { all, ...rest } = bend('Deployment', 'fraiseql-postgres-exporter', {
    [`${container}.readinessProbe`]: undefined,
  });
  const without = all.filter(({ object }) => object.kind !== 'Service');
  expect(findings('probes-set', { ...rest, all: without })).toEqual([]);
});

test('takes what ends, and what runs first', () => {
  const pod = { containers: [{ name: 'a' }], restartPolicy: 'Never' };
  const labels = {
    'app.kubernetes.io/name': 'fraiseql-postgres-exporter',
    'app.kubernetes.io/part-of': 'fraiseql-monitoring',
  };
  const template = { metadata: { labels }, spec: pod };
  const metadata = { namespace: 'monitoring', name: 'a' };
  expect(
    findings('probes-set', add({ apiVersion: 'batch/v1', kind: 'Job', metadata, spec: { template } })),
  ).toEqual([]);
  expect(probes({ 'spec.template.spec.initContainers': [{ name: 'first' }] })).toEqual([]);
});

test('looks at what the operator asks nothing', () => {
  const metadata = { namespace: 'monitoring', name: 'fraiseql' };
  const ruler = { apiVersion: 'monitoring.coreos.com/v1', kind: 'ThanosRuler', metadata, spec: {} };
  const selector = { 'app.kubernetes.io/name': 'thanos-ruler' };
  const service = { apiVersion: 'v1', kind: 'Service', metadata, spec: { selector } };
  const { all, ...rest } = add(ruler);
  const served = { ...rest, all: [...all, ...add(service).all.slice(-1)] };
  expect(findings('probes-set', served).map((line) => line.replace(/: .*/, ''))).toEqual([
    'ThanosRuler monitoring/fraiseql, spec.readinessProbe',
    'ThanosRuler monitoring/fraiseql, spec.livenessProbe',
  ]);
});

test('takes it all where a Service is gone', () => {
  expect(findings('probes-set', remove('Service', 'fraiseql-postgres-exporter'))).toEqual([]);
});
