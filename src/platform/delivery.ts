/**
 * Order in which Argo CD applies objects: first what others live in, then what pods need, then all else. A wave that is not healthy
 * holds back the later ones, so that what watches pods does not wait for them. What sends logs is last: it waits for the Job that gives
 * Elasticsearch its templates, and nothing else waits for that.
 */
const waves: Readonly<Record<string, number>> = {
  Namespace: -20,
  ServiceAccount: -10,
  Role: -10,
  RoleBinding: -10,
  ClusterRole: -10,
  ClusterRoleBinding: -10,
  ConfigMap: -10,
  Secret: -10,
  ExternalSecret: -10,
  NetworkPolicy: -10,
  DaemonSet: 10,
};

/** What goes with its object and cannot be made anew: Argo CD removes it only when somebody confirms. */
const precious = ['Namespace', 'ExternalSecret', 'Prometheus', 'Alertmanager', 'ThanosRuler', 'StatefulSet'];

const optionsKey = 'argocd.argoproj.io/sync-options';

/** Annotations that tell Argo CD how to treat an object of a kind, beside those that it has itself. */
export function deliveryAnnotations(
  kind: string,
  own: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const wave = { 'argocd.argoproj.io/sync-wave': String(waves[kind] ?? 0) };
  const failing = { 'argocd.argoproj.io/ignore-healthcheck': 'true' };
  const kept = precious.includes(kind) ? ['Prune=confirm,Delete=confirm'] : [];
  const options = [...kept, own[optionsKey] ?? []].flat().join(',');
  return {
    ...wave,
    ...(options === '' ? {} : { [optionsKey]: options }),
    // A run that failed is an alert's business: it must not hold back a release.
    ...(kind === 'CronJob' ? failing : {}),
  };
}
