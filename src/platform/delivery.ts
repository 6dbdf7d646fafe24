/**
 * Order in which Argo CD applies objects: first what others live in, then what pods need, then all else. A wave that is not healthy
 * holds back the later ones, so that what watches pods does not wait for them.
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
};

/** What goes with its object and cannot be made anew: Argo CD removes it only when somebody confirms. */
const precious = ['Namespace', 'ExternalSecret', 'Prometheus', 'Alertmanager', 'ThanosRuler', 'StatefulSet'];

/** Annotations that tell Argo CD how to treat an object of a kind. */
export function deliveryAnnotations(kind: string): Readonly<Record<string, string>> {
  const wave = { 'argocd.argoproj.io/sync-wave': String(waves[kind] ?? 0) };
  const kept = { 'argocd.argoproj.io/sync-options': 'Prune=confirm,Delete=confirm' };
  const failing = { 'argocd.argoproj.io/ignore-healthcheck': 'true' };
  return {
    ...wave,
    ...(precious.includes(kind) ? kept : {}),
    // A run that failed is an alert's business: it must not hold back a release.
    ...(kind === 'CronJob' ? failing : {}),
  };
}
