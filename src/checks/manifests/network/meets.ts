import { listening } from '../objects/services.ts';
import type { Pods } from '../objects/pods.ts';
import { takes, type Labels, type Selector } from '../objects/selectors.ts';
import { addressesIn, without, type Addresses } from './addresses.ts';
import type { End } from './ends.ts';
import type { Opening, Peer, Policy, PolicyPort } from './policies.ts';

/** Whether a policy selects pods. */
export const selects = (
  { namespace, selector }: Policy,
  pods: { readonly namespace: string; readonly labels: Labels },
): boolean => pods.namespace === namespace && takes(selector, pods.labels);

/** Whether a peer of a policy takes in all pods of an end. Of pods whose labels nobody knows only the whole namespace is all. */
export function takesIn(peer: Peer | undefined, { namespace: own }: Policy, end: End): boolean {
  if (end.kind === 'addresses') return false;
  if (peer === undefined) return true;
  if (peer.ipBlock !== undefined) return false;
  const { namespace, labels } = end.kind === 'pods' ? end.pods : end;
  if (!takesNamespace(peer.namespaceSelector, own, namespace)) return false;
  return peer.podSelector === undefined || (labels !== undefined && takes(peer.podSelector, labels));
}

/** Whether a peer looks into a namespace: the policy's own, unless it says another. */
export const takesNamespace = (selector: Selector | undefined, own: string, namespace: string): boolean =>
  selector === undefined ? namespace === own : takes(selector, { 'kubernetes.io/metadata.name': namespace });

/** Addresses that an opening takes in. */
export function addressesOf({ peer }: Opening): Addresses {
  if (peer === undefined) return addressesIn('0.0.0.0/0');
  const { cidr = '', except = [] } = peer.ipBlock ?? {};
  return without(addressesIn(cidr), except.flatMap(addressesIn));
}

/** Whether a port of a policy takes in a number, on pods that may give it a name. */
export function takesPort(
  port: PolicyPort | undefined,
  wanted: { readonly port: number; readonly protocol: string },
  pods?: Pods,
): boolean {
  if (port === undefined) return true;
  if ((port.protocol ?? 'TCP') !== wanted.protocol) return false;
  const first = numberOf(port, pods);
  if (port.port === undefined) return true;
  return first !== undefined && first <= wanted.port && wanted.port <= (port.endPort ?? first);
}

/** The number of a port of a policy: a name stands for what the pods give that name. */
export function numberOf({ port }: PolicyPort, pods?: Pods): number | undefined {
  if (typeof port !== 'string') return port;
  return pods && listening(pods).find(({ name }) => name === port)?.containerPort;
}
