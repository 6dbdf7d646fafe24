import { expect, test } from 'vitest';
import { bend, findings, good, inside, remove, type Bent } from './judge.ts';

const check = (manifests: Parameters<typeof findings>[1]) => findings('series-are-exported', manifests);

/** Production with another expression in its first rule. */
const asking = (expr: string) =>
  check(bend('PrometheusRule', 'fraiseql-alerts', { 'spec.groups[0].rules[0].expr': expr }));
const lines = (...what: string[]) =>
  what.map(
    (one) =>
      `PrometheusRule monitoring/fraiseql-alerts, spec.groups[0].rules[0].expr: Asks for ${one}: the expression never finds anything.`,
  );

test('takes the rules of production', () => {
  expect(check(good())).toEqual([]);
});

test.each([
  ['kube_pod_owner', 'kube_pod_owner, which kube-state-metrics does not export'],
  [
    'kube_job_status_failed{namespace="other"}',
    'kube_job_status_failed of other, which kube-state-metrics does not export',
  ],
  ['kubelet_running_pods > 1', 'kubelet_running_pods, which the monitor of kubelets does not export'],
  [
    'sum(rate(container_cpu_usage_seconds_total{namespace="other"}[5m]))',
    'container_cpu_usage_seconds_total of other, which the monitor of kubelets does not export',
  ],
])('refuses %s', (expr, what) => {
  expect(asking(expr)).toEqual(lines(what));
});

test.each([
  'kube_job_status_failed{namespace="fraiseql"}',
  'kube_job_status_failed{namespace!="fraiseql"}',
  'container_cpu_usage_seconds_total',
  'container_cpu_usage_seconds_total{namespace=~"fraiseql"}',
  'up{job="kubelet"}',
])('takes %s', (expr) => {
  expect(asking(expr)).toEqual([]);
});

test('looks at each namespace that a rule asks about', () => {
  expect(asking('kube_job_status_failed{namespace=~"fraiseql|other"}')).toEqual(
    lines('kube_job_status_failed of other, which kube-state-metrics does not export'),
  );
});

test('takes regular expressions on the list, and everything without one', () => {
  const list = 'spec.template.spec.containers[0].args[2]';
  const with_ = (arg: string) => check(bend('Deployment', 'fraiseql-kube-state-metrics', { [list]: arg }));
  expect(with_('--metric-allowlist=kube_.*')).toEqual([]);
  expect(with_('--v=1')).toEqual([]);
  expect(with_('--metric-allowlist=kube_(')).not.toEqual([]);
});

test('takes what one of several endpoints keeps, and refuses what is dropped', () => {
  const relabel = (...endpoints: [endpoint: number, relabelings: Bent[]][]) =>
    check(
      bend('ServiceMonitor', 'fraiseql-kubelet', (object) => {
        for (const [endpoint, relabelings] of endpoints)
          inside(object, 'spec', 'endpoints', endpoint).metricRelabelings = relabelings;
      }),
    );
  const drop = { action: 'drop', sourceLabels: ['__name__'], regex: '(kubelet|container)_.*' };
  expect(relabel([0, [drop]])).toEqual([]);
  expect(relabel([0, [drop]], [1, [drop]])).not.toEqual([]);
  expect(relabel([0, [{ ...drop, sourceLabels: ['pod'] }]], [1, [drop]])).toEqual([]);
  expect(relabel([0, [{ regex: 'id', action: 'labeldrop' }]], [1, [drop]])).toEqual([]);
});

test('leaves rules alone that a shared Prometheus evaluates', () => {
  const { all, ...rest } = remove('Prometheus', 'fraiseql');
  const none = all.filter(({ object }) => object.metadata.name !== 'fraiseql-kubelet');
  expect(check({ ...rest, all: none })).toEqual([]);
});
