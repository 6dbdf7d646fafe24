import type { Manifest } from '../../../model/manifest.ts';
import type { Manifests } from '../check.ts';
import { objectsOf } from '../objects/inventory.ts';
import { at } from '../objects/pods.ts';
import type { Selector } from '../objects/selectors.ts';

/** Direction of traffic, as seen from the pods that a policy selects. */
export type Side = 'Ingress' | 'Egress';

/** Who may be at the other end, as a NetworkPolicy has it. */
export interface Peer {
  readonly podSelector?: Selector;
  readonly namespaceSelector?: Selector;
  readonly ipBlock?: { readonly cidr: string; readonly except?: readonly string[] };
}

/** A port or a range of ports, as a NetworkPolicy has it. */
export interface PolicyPort {
  /** Number, or name of a port of the pods that are connected to. @default - all */
  readonly port?: number | string;
  readonly endPort?: number;
  readonly protocol?: string;
}

/** One peer and one port that a policy opens. */
export interface Opening {
  readonly policy: Policy;
  readonly side: Side;
  /** Such as `spec.egress[0].to[1]`. */
  readonly field: string;
  /** @default - everybody */
  readonly peer?: Peer | undefined;
  /** @default - every port */
  readonly port?: PolicyPort | undefined;
}

/** A NetworkPolicy. */
export interface Policy {
  readonly manifest: Manifest;
  readonly namespace: string;
  readonly selector: Selector;
  /** Directions in which pods that it selects are closed, apart from what policies open. */
  readonly sides: readonly Side[];
}

/** The policies that are made here. */
export const policiesOf = (manifests: Manifests): Policy[] =>
  objectsOf(manifests, 'NetworkPolicy').map((manifest) => {
    const { object } = manifest;
    const types = at(object, 'spec', 'policyTypes') as readonly Side[] | undefined;
    const untold: Side[] = at(object, 'spec', 'egress') === undefined ? ['Ingress'] : ['Ingress', 'Egress'];
    return {
      manifest,
      namespace: object.metadata.namespace ?? '',
      selector: at(object, 'spec', 'podSelector') ?? {},
      sides: types ?? untold,
    };
  });

interface Rule {
  readonly from?: readonly Peer[];
  readonly to?: readonly Peer[];
  readonly ports?: readonly PolicyPort[];
}

/** What a policy opens, peer by peer and port by port. A rule without peers opens to everybody, one without ports all ports. */
export const openingsOf = (policy: Policy): Opening[] =>
  policy.sides.flatMap((side) => {
    const [key, list] = side === 'Ingress' ? (['ingress', 'from'] as const) : (['egress', 'to'] as const);
    const rules = (at(policy.manifest.object, 'spec', key) ?? []) as readonly Rule[];
    return rules.flatMap((rule, index) => {
      const field = `spec.${key}[${String(index)}]`;
      const peers = rule[list]?.length
        ? rule[list].map((peer, number) => ({ peer, field: `${field}.${list}[${String(number)}]` }))
        : [{ field }];
      const ports = rule.ports?.length ? rule.ports.map((port) => ({ port })) : [{}];
      return peers.flatMap((peer) => ports.map((port) => ({ policy, side, ...peer, ...port })));
    });
  });
