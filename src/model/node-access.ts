import type { KubernetesObject } from './manifest.ts';

/** A folder of a node that pods may see. */
export interface NodeFolder {
  readonly path: RegExp;
  /** Whether they may write to it. */
  readonly writes: boolean;
}

/** What the pods of one object may have of their nodes. */
export interface NodeAccess {
  /** Kind, namespace and name of the object: `DaemonSet logging/x`. */
  readonly object: RegExp;
  readonly folders: readonly NodeFolder[];
  /** Why they need it. */
  readonly reason: string;
}

/** Where kubelet keeps what containers write. */
const podLogs: NodeFolder = { path: /^\/var\/log\/pods$/, writes: false };

/**
 * Everything that this stack has of any node: these folders, and root without capabilities to read them. Nothing else runs as root or
 * sees a node, and synth refuses what is not here. A row that nothing uses is a failing test.
 */
export const nodeAccess: readonly NodeAccess[] = [
  {
    object: /^DaemonSet \S+\/fraiseql-filebeat$/,
    folders: [podLogs, { path: /^\/var\/lib\/fraiseql-filebeat\/[a-z0-9-]+$/, writes: true }],
    reason: 'Reads the logs of pods, which belong to root, and remembers on the node how far it has come.',
  },
  {
    object: /^DaemonSet \S+\/fraiseql-log-archive$/,
    folders: [podLogs, { path: /^\/var\/lib\/fraiseql-log-archive\/[a-z0-9-]+$/, writes: true }],
    reason: 'The same, and keeps there what is not in the archive yet.',
  },
];

/** What pods of an object may have of their nodes, or nothing. */
export const accessOf = ({
  kind,
  metadata: { namespace = '', name },
}: KubernetesObject): NodeAccess | undefined =>
  nodeAccess.find(({ object }) => object.test(`${kind} ${namespace}/${name}`));
