import { show } from '../../../schemas/show.ts';
import type { Finding } from '../check.ts';
import { include, places, type Addresses } from './addresses.ts';
import { endInWords, type End } from './ends.ts';
import { addressesOf, selects, takesIn, takesPort } from './meets.ts';
import type { Need } from './need.ts';
import type { Network } from './network.ts';
import type { Opening, Side } from './policies.ts';

/** Connections that are needed and that a policy does not let out, or does not let in. */
export const missingEdges = (network: Network): Finding[] =>
  network.needs.flatMap((need) => [
    ...closed(need, { side: 'Egress', at: need.from, other: need.to }, network),
    ...closed(need, { side: 'Ingress', at: need.to, other: need.from }, network),
  ]);

/** One end of a connection, with the direction in which it is looked at. */
interface Half {
  readonly side: Side;
  readonly at: End;
  readonly other: End;
}

function closed(need: Need, half: Half, { policies, openings }: Network): Finding[] {
  const { side, at } = half;
  if (at.kind === 'addresses' || (at.kind === 'others' && (side === 'Egress' || !at.isolated))) return [];
  const pods =
    at.kind === 'pods'
      ? { namespace: at.pods.namespace, labels: at.pods.labels }
      : { namespace: at.namespace, labels: at.labels ?? {} };
  const closing = policies.filter((policy) => policy.sides.includes(side) && selects(policy, pods));
  // What is open altogether is told of elsewhere.
  if (closing.length === 0 && at.kind === 'pods') return [];
  const open = openings.filter((opening) => opening.side === side && closing.includes(opening.policy));
  return isOpen(need, half, open)
    ? []
    : [
        finding(
          need,
          half,
          closing.map(({ manifest }) => manifest.object.metadata.name),
        ),
      ];
}

function isOpen(need: Need, { other, side, at }: Half, open: readonly Opening[]): boolean {
  const target = side === 'Egress' ? other : at;
  const pods = target.kind === 'pods' ? target.pods : undefined;
  const onPort = open.filter(({ port }) => takesPort(port, need, pods));
  if (other.kind !== 'addresses') return onPort.some(({ peer, policy }) => takesIn(peer, policy, other));
  const addresses = onPort.flatMap<Addresses[number]>(addressesOf);
  // Where given addresses are, only the settings know.
  return other.place === 'given' ? addresses.length > 0 : include(addresses, places[other.place]);
}

function finding(
  { by, from, to, port, protocol, why }: Need,
  { side, at }: Half,
  names: readonly string[],
): Finding {
  const manifest = at.kind === 'pods' ? at.pods.manifest : by;
  const edge = `${endInWords(from)} → ${endInWords(to)} on ${protocol} ${String(port)} (${why})`;
  const policies = names.length === 0 ? 'no NetworkPolicy' : `none of ${names.map(show).join(', ')}`;
  const direction = side === 'Egress' ? 'out' : 'in';
  return { manifest, field: 'spec', message: `${edge} is closed: ${policies} lets it ${direction}.` };
}
