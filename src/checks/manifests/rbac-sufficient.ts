import { oneOf, show } from '../../schemas/show.ts';
import type { Finding, ManifestCheck, Manifests } from './check.ts';
import { allPods, objectsOf } from './objects/inventory.ts';
import { isOfKubelet, namespacesOf, selectsObject } from './objects/monitors.ts';
import { at, type Pods } from './objects/pods.ts';
import { mayDo, type Action } from './objects/rights.ts';
import { stateMetricsOf } from './objects/state-metrics.ts';

/** Whoever asks the Kubernetes API may do so: what it is refused it does not find, and says so only in its log. */
export const rbacSufficient: ManifestCheck = (manifests) =>
  allPods(manifests).flatMap((pods) => {
    const may = mayDo(pods, manifests);
    const lacking = needsOf(pods, manifests)
      .map(({ verbs, ...need }) => ({ ...need, verbs: verbs.filter((verb) => !may({ ...need, verb })) }))
      .filter(({ verbs }) => verbs.length > 0)
      .map((need) => messageOf(need, pods));
    return [...new Set(lacking)].map((message): Finding => ({
      manifest: pods.manifest,
      field: `${pods.field}.serviceAccountName`,
      message,
    }));
  });

/** Some actions on one kind of thing, and who wants them. */
interface Need extends Omit<Action, 'verb'> {
  readonly verbs: readonly string[];
  readonly why: string;
}

function messageOf({ verbs, group, resource, namespace, why }: Need, { spec }: Pods): string {
  const what = group === undefined || group === '' ? resource : `${resource} of ${group}`;
  const where = namespace === undefined ? 'in the whole cluster' : `in ${namespace}`;
  return `${show(spec.serviceAccountName ?? 'default')} may not ${oneOf(verbs).replaceAll("'", '')} ${what} ${where}, as ${why} needs. Add it to a role that is bound to it.`;
}

const needsOf = (pods: Pods, manifests: Manifests): Need[] => [
  ...discovery(pods, manifests),
  ...stateMetrics(pods),
];

/** Prometheus finds what it scrapes, and whom it tells of alerts, by asking for these. */
function discovery({ manifest, namespace: own }: Pods, manifests: Manifests): Need[] {
  if (manifest.object.kind !== 'Prometheus') return [];
  const slices = at(manifest.object, 'spec', 'serviceDiscoveryRole') === 'EndpointSlice';
  const endpoints = slices
    ? { group: 'discovery.k8s.io', resource: 'endpointslices' }
    : { group: '', resource: 'endpoints' };
  const pods = { group: '', resource: 'pods' };
  const behindServices = [{ group: '', resource: 'services' }, pods, endpoints];
  const read = (things: typeof behindServices, namespace: string | undefined, why: string): Need[] =>
    things.map((thing) => ({ ...thing, namespace, verbs: ['get', 'list', 'watch'], why }));
  const told = (at(manifest.object, 'spec', 'alerting', 'alertmanagers') ?? []) as readonly {
    readonly namespace?: string;
  }[];
  const followed = objectsOf(manifests, 'ServiceMonitor', 'PodMonitor').filter((monitor) =>
    selectsObject(manifest, monitor),
  );
  return [
    ...followed.flatMap((monitor) =>
      namespacesOf(monitor).flatMap((namespace) =>
        read(monitor.object.kind === 'PodMonitor' ? [pods] : behindServices, namespace, 'discovery'),
      ),
    ),
    ...told.flatMap(({ namespace = own }) => read(behindServices, namespace, 'discovery')),
    ...(followed.some(isOfKubelet)
      ? [{ group: '', resource: 'nodes/metrics', verbs: ['get'], why: 'scraping kubelets' }]
      : []),
  ];
}

const groups: Readonly<Record<string, string>> = {
  configmaps: '',
  cronjobs: 'batch',
  daemonsets: 'apps',
  deployments: 'apps',
  jobs: 'batch',
  namespaces: '',
  nodes: '',
  persistentvolumeclaims: '',
  persistentvolumes: '',
  pods: '',
  replicasets: 'apps',
  services: '',
  statefulsets: 'apps',
};

const stateMetrics = (pods: Pods): Need[] =>
  stateMetricsOf(pods).flatMap(({ resources, namespaces }) =>
    resources.flatMap((resource) =>
      (namespaces ?? [undefined]).map((namespace) => ({
        group: groups[resource],
        resource,
        namespace,
        verbs: ['list', 'watch'],
        why: 'kube-state-metrics',
      })),
    ),
  );
