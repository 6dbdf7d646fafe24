import type { Manifest } from '../../../model/manifest.ts';
import type { Manifests } from '../check.ts';
import { objectsOf } from './inventory.ts';
import { at, type Pods } from './pods.ts';

/** Something that somebody does with the Kubernetes API. */
export interface Action {
  readonly verb: string;
  /** @default - whichever has the resource */
  readonly group?: string | undefined;
  readonly resource: string;
  /** @default - in the whole cluster */
  readonly namespace?: string | undefined;
}

interface Rule {
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly verbs: readonly string[];
}

/** Rules that a binding gives to an account. */
interface Grant {
  /** @default - they hold in the whole cluster */
  readonly namespace: string | undefined;
  readonly rules: readonly Rule[];
}

/** Whether the account of pods may do something: a binding gives it a role that says so. */
export function mayDo(pods: Pods, manifests: Manifests): (action: Action) => boolean {
  const grants = objectsOf(manifests, 'RoleBinding', 'ClusterRoleBinding')
    .filter((binding) => isFor(binding, pods))
    .map((binding) => grantOf(binding, manifests));
  return ({ verb, group, resource, namespace }) =>
    grants.some(
      (grant) =>
        (grant.namespace === undefined || grant.namespace === namespace) &&
        grant.rules.some(
          ({ apiGroups = [], resources = [], resourceNames, verbs }) =>
            resourceNames === undefined &&
            (group === undefined || has(apiGroups, group)) &&
            has(resources, resource) &&
            has(verbs, verb),
        ),
    );
}

const has = (list: readonly string[], wanted: string): boolean => list.includes(wanted) || list.includes('*');

function isFor({ object }: Manifest, { namespace, spec }: Pods): boolean {
  const subjects = (at(object, 'subjects') ?? []) as readonly {
    readonly kind: string;
    readonly name: string;
    readonly namespace?: string;
  }[];
  return subjects.some(
    (one) =>
      one.kind === 'ServiceAccount' &&
      one.name === (spec.serviceAccountName ?? 'default') &&
      one.namespace === namespace,
  );
}

function grantOf({ object }: Manifest, manifests: Manifests): Grant {
  const { namespace } = object.metadata;
  const { kind, name } = at(object, 'roleRef') as { readonly kind: string; readonly name: string };
  const role = objectsOf(manifests, kind).find(
    (one) =>
      one.object.metadata.name === name &&
      (kind === 'ClusterRole' || one.object.metadata.namespace === namespace),
  );
  return {
    namespace: object.kind === 'ClusterRoleBinding' ? undefined : namespace,
    rules: (at(role?.object, 'rules') ?? []) as readonly Rule[],
  };
}
