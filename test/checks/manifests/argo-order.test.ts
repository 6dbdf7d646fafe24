import { describe, expect, test } from 'vitest';
import { add, bend, findings, good, remove, type Change } from './judge.ts';

const check = (manifests: Parameters<typeof findings>[1]) => findings('argo-order', manifests);
const wave = "metadata.annotations['argocd.argoproj.io/sync-wave']";
const options = "metadata.annotations['argocd.argoproj.io/sync-options']";
const bent = (kind: string, name: string, change: Change) => check(bend(kind, name, change));

test('takes the order of production', () => {
  expect(check(good())).toEqual([]);
});

test.each([undefined, '5', 'first', '-10.0'])('refuses the wave %j', (value) => {
  const said = bent('Service', 'fraiseql-thanos-query', { [wave]: value });
  expect(said).toContain(
    `Service monitoring/fraiseql-thanos-query, ${wave}: Must be '-20', '-10', '0' or '10', got ${value === undefined ? 'nothing' : `'${value}'`}.`,
  );
});

test('does not ask for the wave of what Argo CD itself reads', () => {
  expect(bent('AppProject', 'fraiseql-monitoring-production', { [wave]: undefined })).toEqual([]);
});

describe('refuses what comes before something that it needs', () => {
  test.each([
    ['Deployment', 'fraiseql-blackbox-exporter', 'ServiceAccount', 'fraiseql-blackbox-exporter'],
    ['Deployment', 'fraiseql-blackbox-exporter', 'ConfigMap', 'fraiseql-blackbox-exporter'],
    ['Deployment', 'fraiseql-blackbox-exporter', 'NetworkPolicy', 'fraiseql-blackbox-exporter'],
    ['Deployment', 'fraiseql-postgres-exporter', 'ExternalSecret', 'fraiseql-database-monitoring'],
    ['StatefulSet', 'fraiseql-thanos-store', 'Service', 'fraiseql-thanos-store'],
    ['Prometheus', 'fraiseql', 'Service', 'fraiseql-prometheus'],
    ['Alertmanager', 'fraiseql', 'Secret', 'fraiseql-alertmanager-config'],
  ])('a %s %s of its %s %s', (kind, name, neededKind, needed) => {
    expect(bent(neededKind, needed, { [wave]: '20' })).toContain(
      `${kind} monitoring/${name}, ${wave}: Must not be before ${neededKind} '${needed}', which it needs: that is of wave 20.`,
    );
  });

  test('a binding of its role', () => {
    expect(bent('ClusterRole', 'monitoring-fraiseql-prometheus', { [wave]: '0' })).toEqual([
      `ClusterRoleBinding monitoring-fraiseql-prometheus, ${wave}: Must not be before ClusterRole 'monitoring-fraiseql-prometheus', which it needs: that is of wave 0.`,
    ]);
  });

  test('everything of its namespace', () => {
    const said = bent('Namespace', 'monitoring', { [wave]: '0' });
    const earlier = good().all.filter(
      ({ object: { metadata } }) =>
        metadata.namespace === 'monitoring' &&
        metadata.annotations?.['argocd.argoproj.io/sync-wave'] === '-10',
    );
    expect(said).toHaveLength(earlier.length);
  });

  test('but not of something that is there before', () => {
    expect(check(remove('Namespace', 'monitoring'))).toEqual([]);
  });
});

describe('refuses to let go what cannot be made anew', () => {
  test.each([
    ['Namespace', 'monitoring', 'monitoring'],
    ['ExternalSecret', 'alertmanager-receivers', 'monitoring/alertmanager-receivers'],
    ['Prometheus', 'fraiseql', 'monitoring/fraiseql'],
    ['Alertmanager', 'fraiseql', 'monitoring/fraiseql'],
    ['StatefulSet', 'fraiseql-thanos-store', 'monitoring/fraiseql-thanos-store'],
  ])('a %s', (kind, name, called) => {
    const message = `what goes with a ${kind} cannot be made anew.`;
    expect(bent(kind, name, { [options]: undefined })).toEqual([
      `${kind} ${called}, ${options}: Must have Prune=confirm,Delete=confirm: ${message}`,
    ]);
    expect(bent(kind, name, { [options]: 'Delete=confirm' })).toEqual([
      `${kind} ${called}, ${options}: Must have Prune=confirm: ${message}`,
    ]);
    expect(bent(kind, name, { [options]: 'Prune=false, Delete=false' })).toEqual([]);
  });

  test('nor a claim', () => {
    const metadata = {
      name: 'data',
      namespace: 'monitoring',
      annotations: { 'argocd.argoproj.io/sync-wave': '-10' },
    };
    expect(check(add({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata }))).toHaveLength(1);
  });

  test('but a StatefulSet without claims', () => {
    const bare = { [options]: undefined, 'spec.volumeClaimTemplates': undefined };
    expect(bent('StatefulSet', 'fraiseql-thanos-store', bare)).toEqual([]);
  });
});

test.each(['Replace=true', 'Prune=confirm,Delete=confirm, Force=true'])('refuses the option %s', (value) => {
  const option = value.split(', ').at(-1) ?? '';
  expect(bent('Service', 'fraiseql-thanos-query', { [options]: value })).toEqual([
    `Service monitoring/fraiseql-thanos-query, ${options}: Must not have ${option}: it deletes the object in order to change it.`,
  ]);
});

test.each(['argocd.argoproj.io/hook', 'helm.sh/hook'])('refuses %s where data would go with it', (key) => {
  const place = `metadata.annotations['${key}']`;
  expect(bent('StatefulSet', 'fraiseql-thanos-store', { [place]: 'Sync' })).toEqual([
    `StatefulSet monitoring/fraiseql-thanos-store, ${place}: Must not be set: Argo CD deletes hooks, and what goes with a StatefulSet cannot be made anew.`,
  ]);
  expect(bent('Service', 'fraiseql-thanos-query', { [place]: 'Sync' })).toEqual([]);
});

test.each([
  ['creationPolicy', 'Merge', 'Owner'],
  ['creationPolicy', undefined, 'Owner'],
  ['deletionPolicy', 'Delete', 'Retain'],
  ['deletionPolicy', 'Merge', 'Retain'],
])('refuses an ExternalSecret whose %s is %s', (policy, value, must) => {
  const said = bent('ExternalSecret', 'alertmanager-receivers', { [`spec.target.${policy}`]: value });
  expect(said).toHaveLength(1);
  expect(said[0]).toContain(`spec.target.${policy}: Must be '${must}', got `);
});
