import { describe, expect, test } from 'vitest';
import { bend, findings, good, remove, type Change } from './judge.ts';

const check = (manifests: Parameters<typeof findings>[1]) => findings('rbac-sufficient', manifests);
const bent = (kind: string, name: string, change: Change) => check(bend(kind, name, change));
const prometheus = "Prometheus monitoring/fraiseql, spec.serviceAccountName: 'fraiseql-prometheus' may not";
const state =
  "Deployment monitoring/fraiseql-kube-state-metrics, spec.template.spec.serviceAccountName: 'fraiseql-kube-state-metrics' may not";
const add = 'Add it to a role that is bound to it.';

test('takes the rights of production', () => {
  expect(check(good())).toEqual([]);
});

describe('of Prometheus', () => {
  test.each(['monitoring-fraiseql-prometheus'])('wants the rights that %s gives elsewhere', (name) => {
    const without = remove('RoleBinding', name);
    expect(check(without).map((line) => / in (\S+), /.exec(line)?.[1])).toEqual(
      ['fraiseql', 'kube-system'].flatMap((namespace) => [namespace, namespace, namespace]),
    );
  });

  test('wants each verb', () => {
    const said = bent('Role', 'fraiseql-prometheus', { 'rules[0].verbs': ['get', 'list'] });
    expect(said).toEqual([
      `${prometheus} watch services in monitoring, as discovery needs. ${add}`,
      `${prometheus} watch pods in monitoring, as discovery needs. ${add}`,
    ]);
  });

  test('takes a wildcard, but not a right to single objects', () => {
    expect(bent('Role', 'fraiseql-prometheus', { 'rules[0].verbs': ['*'] })).toEqual([]);
    expect(bent('Role', 'fraiseql-prometheus', { 'rules[0].resourceNames': ['x'] })).toHaveLength(2);
  });

  test('wants endpoints where it finds its targets by them', () => {
    expect(bent('Prometheus', 'fraiseql', { 'spec.serviceDiscoveryRole': undefined })[0]).toContain(
      `${prometheus} get, list or watch endpoints in `,
    );
  });

  test('wants the whole cluster for a monitor that looks everywhere', () => {
    const any = { 'spec.namespaceSelector': { any: true } };
    expect(bent('ServiceMonitor', 'fraiseql-thanos-query', any)).toContain(
      `${prometheus} get, list or watch pods in the whole cluster, as discovery needs. ${add}`,
    );
  });

  test('wants the metrics of nodes, unless it scrapes no kubelet', () => {
    const without = remove('ClusterRoleBinding', 'monitoring-fraiseql-prometheus');
    expect(check(without)).toEqual([
      `${prometheus} get nodes/metrics in the whole cluster, as scraping kubelets needs. ${add}`,
    ]);
    const all = without.all.filter(({ object }) => object.metadata.name !== 'fraiseql-kubelet');
    expect(check({ ...without, all })).toEqual([]);
  });

  test('wants an account of its own namespace to be bound', () => {
    const other = { 'subjects[0].namespace': 'fraiseql' };
    expect(bent('ClusterRoleBinding', 'monitoring-fraiseql-prometheus', other)).toHaveLength(1);
  });
});

describe('of kube-state-metrics', () => {
  const args = 'spec.template.spec.containers[0].args';
  const deployment = ['Deployment', 'fraiseql-kube-state-metrics'] as const;

  test('wants what it exports', () => {
    expect(
      bent(...deployment, { [`${args}[1]`]: '--resources=cronjobs,jobs,pods,deployments,leases' }),
    ).toEqual([
      `${state} list or watch deployments of apps in fraiseql, as kube-state-metrics needs. ${add}`,
      `${state} list or watch leases in fraiseql, as kube-state-metrics needs. ${add}`,
    ]);
  });

  test('wants it in each namespace', () => {
    const said = bent(...deployment, { [`${args}[0]`]: '--namespaces=fraiseql,other' });
    expect(said).toHaveLength(3);
    expect(said[0]).toBe(
      `${state} list or watch cronjobs of batch in other, as kube-state-metrics needs. ${add}`,
    );
    expect(bent(...deployment, { [`${args}[0]`]: '--log.level=1' })[0]).toContain('in the whole cluster');
  });
});
