import { describe, expect, test } from 'vitest';
import { add, bend, findings, good, objectOf, remove, type Change } from './judge.ts';

const check = (manifests: Parameters<typeof findings>[1]) => findings('required-fields', manifests);
const bent = (kind: string, name: string, change: Change) => check(bend(kind, name, change));

test('takes what production has', () => {
  expect(check(good())).toEqual([]);
});

test.each([
  ['Prometheus', 'spec.alerting', undefined, 'spec.alerting.alertmanagers'],
  ['Prometheus', 'spec.storage', undefined, 'spec.storage.volumeClaimTemplate'],
  ['Prometheus', 'spec.externalLabels.environment', '', 'spec.externalLabels.environment'],
  ['Prometheus', 'spec.retention', undefined, 'spec.retention'],
  ['Alertmanager', 'spec.storage', { emptyDir: {} }, 'spec.storage.volumeClaimTemplate'],
])('refuses a %s without %s', (kind, field, value, place) => {
  const said = bent(kind, 'fraiseql', { [field]: value });
  expect(said).toHaveLength(1);
  expect(said[0]).toContain(`${kind} monitoring/fraiseql, ${place}: Is missing: `);
});

test('refuses a ThanosRuler that has nothing', () => {
  const { metadata } = objectOf('Prometheus', 'fraiseql');
  const ruler = { apiVersion: 'monitoring.coreos.com/v1', kind: 'ThanosRuler', metadata, spec: {} };
  expect(check(add(ruler)).map((line) => line.split(': ')[0])).toEqual(
    ['alertmanagersUrl', 'queryEndpoints', 'labels.environment', 'storage.volumeClaimTemplate'].map(
      (field) => `ThanosRuler monitoring/fraiseql, spec.${field}`,
    ),
  );
});

describe('of the label of replicas', () => {
  const other = { 'spec.replicaExternalLabelName': 'prometheus_replica' };

  test('refuses one that Thanos Query does not know', () => {
    expect(bent('Prometheus', 'fraiseql', other)).toHaveLength(1);
    expect(bent('Prometheus', 'fraiseql', { 'spec.replicaExternalLabelName': undefined })).toHaveLength(1);
  });

  test('takes any where there is no Thanos Query', () => {
    const { all, ...rest } = bend('Prometheus', 'fraiseql', other);
    const without = remove('Deployment', 'fraiseql-thanos-query').all;
    const kept = all.filter(({ path }) => without.some((one) => one.path === path));
    expect(check({ ...rest, all: kept })).toEqual([]);
  });
});

test.each([
  ['Deployment', 'fraiseql-kube-state-metrics', 'spec.replicas'],
  ['StatefulSet', 'fraiseql-thanos-store', 'spec.replicas'],
  ['Alertmanager', 'fraiseql', 'spec.replicas'],
  ['Prometheus', 'fraiseql', 'spec.shards'],
])('refuses %s %s without pods', (kind, name, field) => {
  expect(bent(kind, name, { [field]: 0 })).toEqual([
    `${kind} monitoring/${name}, ${field}: Must be 1 or more, got 0: nothing would run.`,
  ]);
});

test.each(['fraiseql-prometheus', 'fraiseql-alertmanager', 'fraiseql-thanos-compact'])(
  'refuses %s as a Service with an address, or without pods that are not ready',
  (name) => {
    const why = 'pods would have no names, or only once they are ready.';
    expect(bent('Service', name, { 'spec.clusterIP': undefined })).toEqual([
      `Service monitoring/${name}, spec.clusterIP: Must be 'None', got nothing: ${why}`,
    ]);
    expect(bent('Service', name, { 'spec.publishNotReadyAddresses': false })).toEqual([
      `Service monitoring/${name}, spec.publishNotReadyAddresses: Must be true, got false: ${why}`,
    ]);
  },
);

test('does not ask it of a Service that names no pods', () => {
  expect(bent('Service', 'fraiseql-thanos-query', { 'spec.publishNotReadyAddresses': false })).toEqual([]);
});

test('refuses an Application that waits to be asked', () => {
  const application = ['Application', 'fraiseql-monitoring-production'] as const;
  expect(bent(...application, { 'spec.syncPolicy.automated': undefined })).toHaveLength(2);
  expect(bent(...application, { 'spec.syncPolicy': undefined })).toHaveLength(2);
});
