import type { Manifest } from '../../model/manifest.ts';
import { show } from '../../schemas/show.ts';
import type { Finding, ManifestCheck, Manifests } from './check.ts';
import { objectsOf } from './objects/inventory.ts';
import { at } from './objects/pods.ts';

/** Nobody gets a right that could be used to get others: no wildcards, no secrets, no changes, nobody else's role. */
export const leastRbac: ManifestCheck = (manifests) => [...roles(manifests), ...bindings(manifests)];

const wildcard = 'gives what nobody has thought of. Name what is used';
const changes = 'lets the account change what others rely on. Leave it out';
const others = 'makes the account somebody else. Leave it out';
const commands = 'lets the account run commands in pods of others. Leave it out';

/** What a role must not give, and why. */
const refused: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  apiGroups: { '*': wildcard },
  resources: {
    '*': wildcard,
    secrets: 'lets the account read every password of the namespace. Mount the one that is needed',
    'pods/exec': commands,
    'pods/attach': commands,
    'pods/portforward': commands,
    'nodes/proxy': "lets the account run commands in every pod of a node. Use 'nodes/metrics'",
    'serviceaccounts/token': others,
  },
  nonResourceURLs: { '*': wildcard },
  verbs: {
    '*': wildcard,
    escalate: others,
    bind: others,
    impersonate: others,
    create: changes,
    update: changes,
    patch: changes,
    delete: changes,
    deletecollection: changes,
  },
};

const roles = (manifests: Manifests): Finding[] =>
  objectsOf(manifests, 'Role', 'ClusterRole').flatMap((manifest) =>
    ((at(manifest.object, 'rules') ?? []) as readonly unknown[]).flatMap((rule, index) =>
      Object.entries(refused).flatMap(([field, why]) =>
        ((at(rule, field) ?? []) as readonly string[]).flatMap((given, place) =>
          Object.hasOwn(why, given)
            ? [
                {
                  manifest,
                  field: `rules[${String(index)}].${field}[${String(place)}]`,
                  message: `${show(given)} ${why[given] ?? ''}.`,
                },
              ]
            : [],
        ),
      ),
    ),
  );

/** Kinds of role that are in every cluster, and give almost everything. */
const builtIn = ['cluster-admin', 'admin', 'edit', 'view'];

const bindings = (manifests: Manifests): Finding[] =>
  objectsOf(manifests, 'RoleBinding', 'ClusterRoleBinding').flatMap((manifest) => [
    ...roleOf(manifest),
    ...subjectsOf(manifest),
  ]);

function roleOf(manifest: Manifest): Finding[] {
  const name = at(manifest.object, 'roleRef', 'name');
  if (!builtIn.includes(String(name))) return [];
  const message = `${show(name)} gives more than is used. Write a role of what is.`;
  return [{ manifest, field: 'roleRef.name', message }];
}

const subjectsOf = (manifest: Manifest): Finding[] =>
  ((at(manifest.object, 'subjects') ?? []) as readonly { kind: string; name: string }[]).flatMap(
    ({ kind, name }, index) =>
      kind === 'ServiceAccount' && name !== 'default'
        ? []
        : [
            {
              manifest,
              field: `subjects[${String(index)}]`,
              message: `Must be the ServiceAccount of one workload, got ${kind} ${show(name)}.`,
            },
          ],
  );
