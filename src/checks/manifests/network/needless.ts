import type { Finding } from '../check.ts';
import { allPods, prerequisitesOf } from '../objects/inventory.ts';
import { inWords, takes } from '../objects/selectors.ts';
import { include, places, without, type Addresses } from './addresses.ts';
import { endInWords, type End } from './ends.ts';
import { addressesOf, numberOf, selects, takesNamespace } from './meets.ts';
import type { Network } from './network.ts';
import type { Opening, Peer, Policy } from './policies.ts';

/** What policies open and nobody needs: of each opening one sentence. */
export const needlessOpenings = (network: Network): Finding[] =>
  network.openings.flatMap((opening) => {
    const all = subjects(opening.policy, network).flatMap((subject) => needless(opening, subject, network));
    const [first, ...more] = new Set(all);
    if (first === undefined) return [];
    const others = more.length === 0 ? '' : ` It opens ${String(more.length)} more that nobody needs.`;
    return [{ manifest: opening.policy.manifest, field: opening.field, message: `${first}${others}` }];
  });

/** Pods that a policy selects. */
const subjects = (policy: Policy, { manifests }: Network): End[] => [
  ...allPods(manifests)
    .filter((pods) => selects(policy, pods))
    .map((pods) => ({ kind: 'pods', pods }) as const),
  ...closedOthers(manifests).filter(({ namespace, labels = {} }) => selects(policy, { namespace, labels })),
];

const closedOthers = (manifests: Network['manifests']) =>
  prerequisitesOf(manifests, 'Pod')
    .filter(({ isolated }) => isolated)
    .map(
      ({ namespace = '', labels, isolated }) => ({ kind: 'others', namespace, labels, isolated }) as const,
    );

/** Sentences about one opening of one policy, for pods that it selects. */
function needless(opening: Opening, subject: End, network: Network): string[] {
  const { peer, port, side } = opening;
  if (peer === undefined)
    return [`Opens ${endInWords(subject)} ${direction(opening)} everybody. Name the other end.`];
  if (port?.port === undefined)
    return [`Opens ${endInWords(subject)} on every port. Name those that are needed.`];
  if (peer.ipBlock !== undefined) return needlessAddresses(opening, subject, network);
  const ends = endsOf(opening, peer, network);
  if (ends.length === 0) {
    return [
      `${edge(opening, subject, `pods that nobody knows, ${peerInWords(peer)}`, port.port)}, which nobody needs.`,
    ];
  }
  return ends.flatMap((end) => {
    const target = side === 'Egress' ? end : subject;
    const wanted = portsOf(opening, target).filter(
      (number) => !isNeeded({ opening, subject, end, number }, network),
    );
    return wanted
      .slice(0, 1)
      .map((number) => `${edge(opening, subject, endInWords(end), number)}, which nobody needs.`);
  });
}

const direction = ({ side }: Opening): string => (side === 'Egress' ? 'to' : 'for');

function edge({ side, port }: Opening, subject: End, other: string, number: number | string): string {
  const [from, to] = side === 'Egress' ? [endInWords(subject), other] : [other, endInWords(subject)];
  return `Opens ${from} → ${to} on ${port?.protocol ?? 'TCP'} ${String(number)}`;
}

const peerInWords = ({ podSelector = {}, namespaceSelector }: Peer): string =>
  `${inWords(podSelector)}${namespaceSelector === undefined ? '' : ` in namespaces with ${inWords(namespaceSelector)}`}`;

/** Numbers that a port stands for. */
function portsOf({ port = {} }: Opening, target: End): number[] {
  const first = numberOf(port, target.kind === 'pods' ? target.pods : undefined);
  if (first === undefined) return [];
  return Array.from({ length: (port.endPort ?? first) - first + 1 }, (_, more) => first + more);
}

interface Edge {
  readonly opening: Opening;
  readonly subject: End;
  readonly end: End;
  readonly number: number;
}

const isNeeded = ({ opening: { side, port }, subject, end, number }: Edge, { needs }: Network): boolean =>
  needs.some((need) => {
    const [own, other] = side === 'Egress' ? [need.from, need.to] : [need.to, need.from];
    return (
      need.port === number &&
      need.protocol === (port?.protocol ?? 'TCP') &&
      endInWords(own) === endInWords(subject) &&
      endInWords(other) === endInWords(end)
    );
  });

/** Everybody that the peer of an opening takes in, as far as is known: pods of ours, labelled pods of others, and whole namespaces. */
function endsOf({ policy, side }: Opening, peer: Peer, { manifests }: Network): End[] {
  const { podSelector, namespaceSelector } = peer;
  const isThere = (namespace: string) => takesNamespace(namespaceSelector, policy.namespace, namespace);
  const theirs = foreign(manifests);
  // On the way to a whole namespace of others, pods of ours there are closed by policies of their own.
  const isClosed = (namespace: string) =>
    side === 'Egress' && podSelector === undefined && theirs.includes(namespace);
  const ours: End[] = allPods(manifests)
    .filter(({ namespace }) => isThere(namespace) && !isClosed(namespace))
    .filter(({ labels }) => takes(podSelector ?? {}, labels))
    .map((pods) => ({ kind: 'pods', pods }));
  const labelled: End[] = prerequisitesOf(manifests, 'Pod')
    .filter(
      ({ namespace = '', labels = {} }) =>
        podSelector !== undefined && isThere(namespace) && takes(podSelector, labels),
    )
    .map(({ namespace = '', labels }) => ({ kind: 'others', namespace, labels }));
  const namespaces: End[] =
    podSelector === undefined
      ? theirs.filter(isThere).map((namespace) => ({ kind: 'others', namespace }))
      : [];
  return [...ours, ...labelled, ...namespaces];
}

/** Namespaces that others put pods into. */
const foreign = (manifests: Network['manifests']): string[] => [
  ...prerequisitesOf(manifests, 'Namespace').map(({ name }) => name),
  'kube-system',
];

function needlessAddresses(opening: Opening, subject: End, { needs }: Network): string[] {
  const { peer, port = {}, side } = opening;
  const { cidr = '' } = peer?.ipBlock ?? {};
  const needed = needs
    .filter(
      (need) =>
        side === 'Egress' &&
        need.port === port.port &&
        need.protocol === (port.protocol ?? 'TCP') &&
        endInWords(need.from) === endInWords(subject),
    )
    .flatMap<Addresses[number]>(({ to }) => (to.kind === 'addresses' ? places[to.place] : []));
  const said = edge(opening, subject, cidr, port.port ?? '');
  if (port.endPort !== undefined)
    return [`${said} and more up to ${String(port.endPort)}. Name those that are needed.`];
  if (needed.length === 0) return [`${said}, which nobody needs.`];
  const more = without(addressesOf(opening), needed);
  return include(needed, addressesOf(opening))
    ? []
    : [`${said}, which takes in ${firstOf(more)} too. Leave it out with \`except\`.`];
}

/** The first of some addresses, as people write it. */
const firstOf = ([[first] = [0, 0]]: Addresses): string =>
  [24, 16, 8, 0].map((bits) => String(Math.floor(first / 2 ** bits) % 256)).join('.');
