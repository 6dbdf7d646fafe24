import { nodeAccess } from '../../model/node-access.ts';

/** Something that a check says and that is right all the same. */
export interface Exception {
  /** Id of the check. */
  readonly check: string;
  /** The objects, as kind, namespace and name: `Deployment monitoring/x`. */
  readonly object: RegExp;
  /** The fields, as they are told: `spec.template.spec.volumes[0].hostPath`. @default - all of the object */
  readonly field?: RegExp;
  /** Why it is right. */
  readonly reason: string;
}

/** Those that read the logs of the nodes: the same as in `src/model/node-access.ts`. */
const readers = new RegExp(nodeAccess.map(({ object }) => object.source).join('|'));

/** Every exception, each with its reason. One that excuses nothing is a failing test. */
export const exceptions: readonly Exception[] = [
  {
    check: 'no-secret-objects',
    object: /^Secret \S+\/fraiseql-alertmanager-config$/,
    reason:
      "Alertmanager's configuration, which the Prometheus Operator takes from a Secret alone. Every key in it is read from a file of another Secret, and no-secret-values looks through it all the same.",
  },
  {
    check: 'restricted-pods',
    object: readers,
    field: /^spec\.template\.spec\.volumes\[\d+\]\.hostPath$/,
    reason: 'Logs are files of the node. node-access has the list of folders, to the letter.',
  },
  {
    check: 'restricted-containers',
    object: readers,
    field: /\.securityContext\.(runAsNonRoot|runAsUser)$/,
    reason:
      "Logs belong to root, and Kubernetes gives a capability to read others' files to no other user. Root has none of its capabilities here, and cannot get any.",
  },
  {
    check: 'high-user-ids',
    object: readers,
    field: /\.securityContext\.runAsUser$/,
    reason: 'The same. The group is nobody.',
  },
];
