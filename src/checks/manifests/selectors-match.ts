import type { Manifest } from '../../model/manifest.ts';
import { show } from '../../schemas/show.ts';
import type { Finding, ManifestCheck, Manifests } from './check.ts';
import { allPods, objectsOf, prerequisitesOf } from './objects/inventory.ts';
import { selectsObject, targetsOf } from './objects/monitors.ts';
import { at, podsOf } from './objects/pods.ts';
import { inWords, takes, type Labels, type Selector } from './objects/selectors.ts';

/** Every selector finds something that is made here or is there before: one that finds nothing fails without a word. */
export const selectorsMatch: ManifestCheck = (manifests) => [
  ...services(manifests),
  ...budgets(manifests),
  ...policies(manifests),
  ...monitors(manifests),
  ...workloads(manifests),
  ...selected(manifests),
];

/** Whether a selector finds pods of a namespace. */
function findsPods(selector: Selector, namespace: string, manifests: Manifests): boolean {
  const there = prerequisitesOf(manifests, 'Pod').map(({ namespace: one = '', labels = {} }) => ({
    namespace: one,
    labels,
  }));
  return [...allPods(manifests), ...there].some(
    (pods) => pods.namespace === namespace && takes(selector, pods.labels),
  );
}

function noPods(
  manifest: Manifest,
  field: string,
  { selector, namespace }: { readonly selector: Selector; readonly namespace: string },
  manifests: Manifests,
): Finding[] {
  if (findsPods(selector, namespace, manifests)) return [];
  const message = `Finds no pods in ${namespace}: none that are made here, and no prerequisite, have ${inWords(selector)}.`;
  return [{ manifest, field, message }];
}

const namespaceOf = ({ object }: Manifest): string => object.metadata.namespace ?? '';

const services = (manifests: Manifests): Finding[] =>
  objectsOf(manifests, 'Service').flatMap((manifest) => {
    const matchLabels = at(manifest.object, 'spec', 'selector') as Labels | undefined;
    if (matchLabels === undefined) return [];
    const pods = { selector: { matchLabels }, namespace: namespaceOf(manifest) };
    return noPods(manifest, 'spec.selector', pods, manifests);
  });

const budgets = (manifests: Manifests): Finding[] =>
  objectsOf(manifests, 'PodDisruptionBudget').flatMap((manifest) => {
    const selector = (at(manifest.object, 'spec', 'selector') ?? {}) as Selector;
    return noPods(manifest, 'spec.selector', { selector, namespace: namespaceOf(manifest) }, manifests);
  });

const policies = (manifests: Manifests): Finding[] =>
  objectsOf(manifests, 'NetworkPolicy').flatMap((manifest) => {
    const selector = (at(manifest.object, 'spec', 'podSelector') ?? {}) as Selector;
    return [
      ...noPods(manifest, 'spec.podSelector', { selector, namespace: namespaceOf(manifest) }, manifests),
      ...(['ingress', 'egress'] as const).flatMap((side) => peers(manifest, side, manifests)),
    ];
  });

interface Peer {
  readonly podSelector?: Selector;
  readonly namespaceSelector?: Selector;
  readonly ipBlock?: unknown;
}

function peers(manifest: Manifest, side: 'ingress' | 'egress', manifests: Manifests): Finding[] {
  const list = side === 'ingress' ? 'from' : 'to';
  const rules = (at(manifest.object, 'spec', side) ?? []) as Readonly<Record<string, readonly Peer[]>>[];
  return rules.flatMap((rule, index) =>
    (rule[list] ?? []).flatMap((peer, number) => {
      const field = `spec.${side}[${String(index)}].${list}[${String(number)}]`;
      return peerFinds(manifest, field, peer, manifests);
    }),
  );
}

function peerFinds(manifest: Manifest, field: string, peer: Peer, manifests: Manifests): Finding[] {
  const { podSelector, namespaceSelector, ipBlock } = peer;
  if (ipBlock !== undefined) return [];
  const known = namespacesOf(manifests);
  const named =
    namespaceSelector === undefined
      ? [namespaceOf(manifest)]
      : known.filter((name) => takes(namespaceSelector, { 'kubernetes.io/metadata.name': name }));
  if (named.length === 0) {
    const message = `Finds no namespace: none that is made here, and no prerequisite, has ${inWords(namespaceSelector ?? {})}.`;
    return [{ manifest, field, message }];
  }
  if (podSelector === undefined || named.some((name) => findsPods(podSelector, name, manifests))) return [];
  return noPods(manifest, field, { selector: podSelector, namespace: named.join(', ') }, manifests);
}

const namespacesOf = (manifests: Manifests): string[] => [
  ...objectsOf(manifests, 'Namespace').map(({ object }) => object.metadata.name),
  ...prerequisitesOf(manifests, 'Namespace').map(({ name }) => name),
  'kube-system',
];

const monitors = (manifests: Manifests): Finding[] =>
  objectsOf(manifests, 'ServiceMonitor', 'PodMonitor').flatMap((manifest) => {
    const found = Object.values(targetsOf(manifest, manifests)).flat();
    const selector = at(manifest.object, 'spec', 'selector') as Selector;
    const what = manifest.object.kind === 'ServiceMonitor' ? 'Service' : 'pods';
    const message = `Finds no ${what}: none that is made here, and no prerequisite, has ${inWords(selector)}.`;
    return found.length > 0 ? [] : [{ manifest, field: 'spec.selector', message }];
  });

/** A workload's selector takes the pods of its own template. Kubernetes refuses others, but at the very end. */
const workloads = (manifests: Manifests): Finding[] =>
  objectsOf(manifests, 'Deployment', 'StatefulSet', 'DaemonSet').flatMap((manifest) => {
    const selector = (at(manifest.object, 'spec', 'selector') ?? {}) as Selector;
    const [pods] = podsOf([manifest]);
    if (pods === undefined || takes(selector, pods.labels)) return [];
    const message = `Does not take the pods of its own template: they do not have ${inWords(selector)}.`;
    return [{ manifest, field: 'spec.selector', message }];
  });

/** Each monitor, probe and rule is selected once. Where Prometheus is somebody else's, its selectors are not known. */
function selected(manifests: Manifests): Finding[] {
  const servers = objectsOf(manifests, 'Prometheus');
  const evaluators = objectsOf(manifests, 'Prometheus', 'ThanosRuler');
  if (servers.length === 0) return [];
  return [
    ...objectsOf(manifests, 'ServiceMonitor', 'PodMonitor', 'Probe').flatMap((manifest) =>
      selectedOnce(manifest, servers),
    ),
    ...objectsOf(manifests, 'PrometheusRule').flatMap((manifest) => [
      ...selectedOnce(manifest, evaluators),
      ...selectedInPart(manifest, servers),
    ]),
  ];
}

function selectedOnce(manifest: Manifest, servers: readonly Manifest[]): Finding[] {
  const by = servers.filter((server) => selectsObject(server, manifest)).map(({ object }) => object);
  if (by.length === 1) return [];
  const names = by.map(({ kind, metadata }) => `${kind} ${show(metadata.name)}`).join(' and ');
  const message =
    by.length === 0
      ? `No ${[...new Set(servers.map(({ object }) => object.kind))].join(' or ')} selects it: its labels are not those that they ask for.`
      : `Must be selected once, but ${names} all do.`;
  return [{ manifest, field: 'metadata.labels', message }];
}

/** A rule over one shard sees a part of the series, and is wrong about the whole. */
const selectedInPart = (manifest: Manifest, servers: readonly Manifest[]): Finding[] =>
  servers
    .filter(
      (server) => selectsObject(server, manifest) && Number(at(server.object, 'spec', 'shards') ?? 1) > 1,
    )
    .map(({ object }) => ({
      manifest,
      field: 'metadata.labels',
      message: `Prometheus ${show(object.metadata.name)} selects it, whose shards each see a part of the series. Leave it to ThanosRuler.`,
    }));
