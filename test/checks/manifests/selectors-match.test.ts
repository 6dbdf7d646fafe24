import { describe, expect, test } from 'vitest';
import { production, withSettings } from '../../good.ts';
import { add, bend, findings, good, manifestsOf, objectOf, remove, type Change } from './judge.ts';

const check = (manifests: Parameters<typeof findings>[1]) => findings('selectors-match', manifests);
const bent = (kind: string, name: string, change: Change) => check(bend(kind, name, change));
const stranger = { matchLabels: { app: 'stranger' } };

test('takes the selectors of production', () => {
  expect(check(good())).toEqual([]);
});

describe('refuses a selector that finds nothing', () => {
  const none = 'none that are made here, and no prerequisite, have app=stranger.';
  test.each([
    ['Service', 'fraiseql-thanos-query', 'spec.selector', stranger.matchLabels],
    ['PodDisruptionBudget', 'fraiseql-thanos-query', 'spec.selector', stranger],
    ['NetworkPolicy', 'fraiseql-thanos-query', 'spec.podSelector', stranger],
  ])('of a %s', (kind, name, field, value) => {
    expect(bent(kind, name, { [field]: value })).toEqual([
      `${kind} monitoring/${name}, ${field}: Finds no pods in monitoring: ${none}`,
    ]);
  });

  test('of a peer, in our namespace and in others', () => {
    const peer = 'spec.egress[0].to[0]';
    expect(bent('NetworkPolicy', 'fraiseql-thanos-query', { [peer]: { podSelector: stranger } })).toEqual([
      `NetworkPolicy monitoring/fraiseql-thanos-query, ${peer}: Finds no pods in monitoring: ${none}`,
    ]);
    const dns = 'spec.egress[1].to[0]';
    expect(bent('NetworkPolicy', 'fraiseql-thanos-store', { [`${dns}.podSelector`]: stranger })).toEqual([
      `NetworkPolicy monitoring/fraiseql-thanos-store, ${dns}: Finds no pods in kube-system: ${none}`,
    ]);
  });

  test('of the namespace of a peer', () => {
    const peer = 'spec.egress[1].to[0]';
    const namespaceSelector = { matchLabels: { 'kubernetes.io/metadata.name': 'nowhere' } };
    expect(bent('NetworkPolicy', 'fraiseql-thanos-store', { [peer]: { namespaceSelector } })).toEqual([
      `NetworkPolicy monitoring/fraiseql-thanos-store, ${peer}: Finds no namespace: none that is made here, and no prerequisite, has kubernetes.io/metadata.name=nowhere.`,
    ]);
  });

  test('of a monitor, or of one that looks into another namespace', () => {
    const message =
      'Finds no Service: none that is made here, and no prerequisite, has app.kubernetes.io/name=fraiseql-api.';
    expect(bent('ServiceMonitor', 'fraiseql-api', { 'spec.namespaceSelector': undefined })).toEqual([
      `ServiceMonitor monitoring/fraiseql-api, spec.selector: ${message}`,
    ]);
    expect(bent('ServiceMonitor', 'fraiseql-api', { 'spec.selector': stranger })).toHaveLength(1);
    expect(bent('ServiceMonitor', 'fraiseql-api', { 'spec.namespaceSelector': { any: true } })).toEqual([]);
  });
});

test('refuses a workload that does not select its own pods', () => {
  expect(bent('StatefulSet', 'fraiseql-thanos-store', { 'spec.selector': stranger })).toEqual([
    'StatefulSet monitoring/fraiseql-thanos-store, spec.selector: Does not take the pods of its own template: they do not have app=stranger.',
  ]);
});

test.each([
  ['In', ['fraiseql-thanos-query'], 0],
  ['In', ['x'], 1],
  ['NotIn', ['x'], 0],
  ['NotIn', ['fraiseql-thanos-query'], 1],
  ['Exists', undefined, 0],
  ['DoesNotExist', undefined, 1],
])('reads the expression %s %j', (operator, values, count) => {
  const matchExpressions = [{ key: 'app.kubernetes.io/name', operator, values }];
  expect(bent('Deployment', 'fraiseql-thanos-query', { 'spec.selector': { matchExpressions } })).toHaveLength(
    count,
  );
});

describe('of what Prometheus selects', () => {
  const part = "metadata.labels['app.kubernetes.io/part-of']";

  test.each([
    ['ServiceMonitor', 'fraiseql-api', 'Prometheus'],
    ['Probe', 'fraiseql-api-health', 'Prometheus'],
    ['PrometheusRule', 'fraiseql-alerts', 'Prometheus'],
  ])('refuses a %s without its labels', (kind, name, by) => {
    expect(bent(kind, name, { [part]: 'another' })).toEqual([
      `${kind} monitoring/${name}, metadata.labels: No ${by} selects it: its labels are not those that they ask for.`,
    ]);
  });

  test('refuses rules of another namespace, unless it looks there', () => {
    const rule = objectOf('PrometheusRule', 'fraiseql-alerts');
    const elsewhere = { ...rule, metadata: { ...rule.metadata, namespace: 'fraiseql' } };
    const looking = bend('Prometheus', 'fraiseql', { 'spec.ruleNamespaceSelector': {} });
    const swap = ({ all, ...rest }: typeof looking) => ({
      ...rest,
      all: all.map((one) => (one.object.kind === 'PrometheusRule' ? { ...one, object: elsewhere } : one)),
    });
    expect(check(swap(good()))).toHaveLength(1);
    expect(check(swap(looking))).toEqual([]);
  });

  test('refuses a Prometheus that selects no rules: without a selector it has none', () => {
    expect(bent('Prometheus', 'fraiseql', { 'spec.ruleSelector': undefined })).toHaveLength(1);
    expect(bent('Prometheus', 'fraiseql', { 'spec.ruleSelector': {} })).toEqual([]);
  });

  test('refuses two that evaluate the same rules', () => {
    const second = structuredClone(objectOf('Prometheus', 'fraiseql'));
    const manifests = add({ ...second, metadata: { ...second.metadata, name: 'second' } });
    expect(check(manifests)).toContain(
      "PrometheusRule monitoring/fraiseql-alerts, metadata.labels: Must be selected once, but Prometheus 'fraiseql' and Prometheus 'second' all do.",
    );
  });

  test('does not ask where Prometheus is somebody else', () => {
    expect(check(remove('Prometheus', 'fraiseql')).filter((line) => line.includes('selects'))).toEqual([]);
  });
});

test('refuses rules that a Prometheus of several shards evaluates', () => {
  const sharded = structuredClone(manifestsOf(withSettings(production, { 'platform.prometheus.shards': 3 })));
  expect(check(sharded)).toEqual([]);
  const server = sharded.all.find(({ object }) => object.kind === 'Prometheus');
  Object.assign(server?.object.spec as object, { ruleSelector: {} });
  expect(check(sharded)).toEqual([
    "PrometheusRule monitoring/fraiseql-alerts, metadata.labels: Must be selected once, but Prometheus 'fraiseql' and ThanosRuler 'fraiseql' all do.",
    "PrometheusRule monitoring/fraiseql-alerts, metadata.labels: Prometheus 'fraiseql' selects it, whose shards each see a part of the series. Leave it to ThanosRuler.",
  ]);
});
