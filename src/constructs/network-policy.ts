import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';

type Labels = Readonly<Record<string, string>>;

/** Who may be at the other end. */
export interface Peer {
  /** Labels of pods: of the policy's own namespace, or of that one. */
  readonly pods?: Labels;
  readonly namespace?: string;
  /** Address ranges, for what is no pod. */
  readonly cidrs?: readonly string[];
  /** Ranges that are left out of these. */
  readonly except?: readonly string[];
}

/** A port, with its protocol. */
export interface Port {
  readonly port: number;
  /** @default TCP */
  readonly protocol?: 'TCP' | 'UDP';
}

/** Peers, and the ports that are open between them. */
export interface Opening {
  readonly peer: Peer;
  readonly ports: readonly Port[];
}

/** What {@link NetworkPolicy} is made of. */
export interface NetworkPolicyProps {
  readonly namespace: string;
  readonly name: string;
  /** Pods that it isolates. @default - all pods of the namespace */
  readonly pods?: Labels;
  /** Who may come. Nobody but those. @default - this policy says nothing of ingress */
  readonly ingress?: readonly Opening[];
  /** Where they may go. Nowhere but there. @default - this policy says nothing of egress */
  readonly egress?: readonly Opening[];
}

/** Isolates pods but for what is listed. */
export class NetworkPolicy extends Construct {
  constructor(scope: Construct, id: string, props: NetworkPolicyProps) {
    super(scope, id);
    const { namespace, name, pods = {}, ingress, egress } = props;
    new ApiObject(this, 'Resource', {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name, namespace },
      spec: {
        podSelector: Object.keys(pods).length === 0 ? {} : { matchLabels: pods },
        policyTypes: [...(ingress ? ['Ingress'] : []), ...(egress ? ['Egress'] : [])],
        ...(ingress?.length ? { ingress: ingress.map((opening) => rule('from', opening)) } : {}),
        ...(egress?.length ? { egress: egress.map((opening) => rule('to', opening)) } : {}),
      },
    });
  }
}

const rule = (side: 'from' | 'to', { peer, ports }: Opening) => ({
  [side]: peersOf(peer),
  ports: ports.map(({ port, protocol = 'TCP' }) => ({ port, protocol })),
});

function peersOf({ pods, namespace, cidrs, except = [] }: Peer): object[] {
  if (cidrs !== undefined) {
    return cidrs.map((cidr) => ({ ipBlock: { cidr, ...(except.length > 0 ? { except } : {}) } }));
  }
  const inNamespace = {
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace ?? '' } },
  };
  return [
    {
      ...(namespace === undefined ? {} : inNamespace),
      ...(pods === undefined ? {} : { podSelector: { matchLabels: pods } }),
    },
  ];
}
