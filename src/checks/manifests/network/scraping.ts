import type { Manifest } from '../../../model/manifest.ts';
import type { Prerequisite } from '../../../model/prerequisite.ts';
import type { Manifests } from '../check.ts';
import { hostsIn } from '../objects/hosts.ts';
import { objectsOf, prerequisitesOf } from '../objects/inventory.ts';
import { endpointsOf, selectsObject, targetsOf } from '../objects/monitors.ts';
import { at, podsOf } from '../objects/pods.ts';
import { listening } from '../objects/services.ts';
import type { End } from './ends.ts';
import type { Need } from './need.ts';
import { portOfUrl } from './receivers.ts';
import { behind, others } from './targets.ts';

/** Who scrapes, what is scraped, and what is asked from outside. */
export const scrapingNeeds = (manifests: Manifests): Need[] => [
  ...objectsOf(manifests, 'ServiceMonitor', 'PodMonitor').flatMap((monitor) =>
    monitorNeeds(monitor, manifests),
  ),
  ...objectsOf(manifests, 'Probe').flatMap((probe) => probeNeeds(probe, manifests)),
];

type Target = Pick<Need, 'to' | 'port'>;

function monitorNeeds(monitor: Manifest, manifests: Manifests): Need[] {
  const { services, pods, prerequisites } = targetsOf(monitor, manifests);
  const ports = endpointsOf(monitor).flatMap(({ port }) => port ?? []);
  const targets: Target[] = ports.flatMap((port) => [
    ...services.flatMap(({ object: { metadata } }) =>
      behind(manifests, { service: metadata.name, namespace: metadata.namespace ?? '' }, port),
    ),
    ...pods.flatMap((one) =>
      listening(one)
        .filter(({ name }) => name === port)
        .map(({ containerPort }) => ({ to: { kind: 'pods', pods: one } as const, port: containerPort })),
    ),
    ...prerequisites.flatMap((one) => {
      const number = one.ports?.[port];
      return number === undefined ? [] : [{ to: foreign(one, number, manifests), port: number }];
    }),
  ]);
  return scrapersOf(monitor, manifests).flatMap((from) =>
    targets.map((target) => ({ by: monitor, from, ...target, protocol: 'TCP', why: 'which it scrapes' })),
  );
}

/** The other end of a scrape of something that is there before: kubelets are no pods but nodes. */
function foreign(one: Prerequisite, port: number, manifests: Manifests): End {
  const { kind, namespace = '', name, labels } = one;
  if (namespace === 'kube-system' && name === 'kubelet') return { kind: 'addresses', place: 'given' };
  const end = others(manifests, namespace, port);
  return kind === 'Pod' && end.kind === 'others' && end.labels === undefined ? { ...end, labels } : end;
}

/** Every Prometheus that selects the object or, where none is made here, the shared one in its namespace. */
function scrapersOf(monitor: Manifest, manifests: Manifests): End[] {
  const servers = objectsOf(manifests, 'Prometheus');
  if (servers.length > 0) {
    return podsOf(servers.filter((server) => selectsObject(server, monitor))).map((pods) => ({
      kind: 'pods',
      pods,
    }));
  }
  return prerequisitesOf(manifests, 'Pod')
    .filter(
      ({ namespace, labels = {} }) =>
        namespace === monitor.object.metadata.namespace && labels['app.kubernetes.io/name'] === 'prometheus',
    )
    .map(({ namespace = '', labels }) => ({ kind: 'others', namespace, labels }));
}

function probeNeeds(probe: Manifest, manifests: Manifests): Need[] {
  const [host] = hostsIn(String(at(probe.object, 'spec', 'prober', 'url')));
  const probers = host?.port === undefined ? [] : behind(manifests, host, host.port);
  const addresses = (at(probe.object, 'spec', 'targets', 'staticConfig', 'static') ??
    []) as readonly string[];
  const tcp = { by: probe, protocol: 'TCP' } as const;
  return [
    ...scrapersOf(probe, manifests).flatMap((from) =>
      probers.map((target) => ({ ...tcp, from, ...target, why: 'which it has probe' })),
    ),
    ...probers.flatMap(({ to: from }) =>
      addresses.map((address) => ({
        ...tcp,
        from,
        to: { kind: 'addresses', place: 'outside' } as const,
        port: portOfUrl(address),
        why: 'which it probes',
      })),
    ),
  ];
}
