import type { Manifest } from '../../../model/manifest.ts';
import type { Manifests } from '../check.ts';
import type { Host } from './hosts.ts';
import { objectsOf } from './inventory.ts';
import { at, type ContainerPort, type Pods } from './pods.ts';
import { takes, type Labels } from './selectors.ts';

/** A port of a Service. */
export interface ServicePort {
  readonly name?: string;
  readonly port: number;
  /** Number or name of a port of the pods. @default - the same as `port` */
  readonly targetPort?: number | string;
  readonly protocol?: string;
}

/** Ports of a Service. */
export const portsOf = ({ object }: Manifest): readonly ServicePort[] =>
  (at(object, 'spec', 'ports') ?? []) as readonly ServicePort[];

/** Pods behind a Service: none, where it has no selector. */
export function podsBehind({ object }: Manifest, all: readonly Pods[]): Pods[] {
  const matchLabels = at(object, 'spec', 'selector') as Labels | undefined;
  if (matchLabels === undefined) return [];
  return all.filter(
    ({ namespace, labels }) => namespace === object.metadata.namespace && takes({ matchLabels }, labels),
  );
}

/** The Service that a host name is of, if it is made here. */
export const serviceOf = (manifests: Manifests, host: Omit<Host, 'port'>): Manifest | undefined =>
  objectsOf(manifests, 'Service').find(
    ({ object: { metadata } }) => metadata.name === host.service && metadata.namespace === host.namespace,
  );

/** Ports that containers of a pod listen on. */
export const listening = ({ spec }: Pods): ContainerPort[] =>
  spec.containers.flatMap(({ ports = [] }) => ports);

/** The container port that a port of a Service leads to, or nothing. */
export function targetOf({ port, targetPort = port, protocol }: ServicePort, pods: Pods): number | undefined {
  return listening(pods).find(
    (one) =>
      (one.name === targetPort || one.containerPort === targetPort) &&
      (one.protocol ?? 'TCP') === (protocol ?? 'TCP'),
  )?.containerPort;
}
