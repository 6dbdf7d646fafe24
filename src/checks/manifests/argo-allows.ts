import type { KubernetesObject, Manifest } from '../../model/manifest.ts';
import { oneOf, show } from '../../schemas/show.ts';
import { appliedBy } from './argo-order.ts';
import type { Finding, ManifestCheck, Manifests } from './check.ts';
import { objectsOf } from './objects/inventory.ts';
import { at } from './objects/pods.ts';

/** The project allows exactly what its Application applies, and the Application applies the folder that is written, with care. */
export const argoAllows: ManifestCheck = (manifests) =>
  objectsOf(manifests, 'Application').flatMap((application) => [
    ...projectOf(application, manifests),
    ...fields(application),
  ]);

interface Project {
  readonly sourceRepos?: readonly string[];
  readonly destinations?: readonly { readonly server?: string; readonly namespace?: string }[];
  readonly clusterResourceWhitelist?: readonly GroupKind[];
  readonly namespaceResourceWhitelist?: readonly GroupKind[];
}

interface GroupKind {
  readonly group: string;
  readonly kind: string;
}

function projectOf(application: Manifest, manifests: Manifests): Finding[] {
  const { object } = application;
  const name = at(object, 'spec', 'project');
  const project = objectsOf(manifests, 'AppProject').find(
    (one) => one.object.metadata.name === name && one.object.metadata.namespace === object.metadata.namespace,
  );
  if (project === undefined) {
    const message = `Must be a project that is made here: ${show(name)} allows who knows what.`;
    return [{ manifest: application, field: 'spec.project', message }];
  }
  const spec = project.object.spec as Project;
  const objects = appliedBy(manifests).map((one) => one.object);
  const server = String(at(object, 'spec', 'destination', 'server'));
  const namespaces = objects.flatMap(({ metadata }) => metadata.namespace ?? []);
  const inNamespace = (is: boolean) =>
    objects.filter(({ metadata }) => (metadata.namespace !== undefined) === is).map(kindOf);
  const lists: [field: string, allowed: readonly string[], used: readonly string[]][] = [
    ['sourceRepos', spec.sourceRepos ?? [], [String(at(object, 'spec', 'source', 'repoURL'))]],
    [
      'destinations',
      (spec.destinations ?? []).map((one) => `${one.server ?? ''} ${one.namespace ?? ''}`),
      namespaces.map((namespace) => `${server} ${namespace}`),
    ],
    ['clusterResourceWhitelist', (spec.clusterResourceWhitelist ?? []).map(inWords), inNamespace(false)],
    ['namespaceResourceWhitelist', (spec.namespaceResourceWhitelist ?? []).map(inWords), inNamespace(true)],
  ];
  return lists.flatMap(([field, allowed, used]) =>
    differences(allowed, used).map((message) => ({ manifest: project, field: `spec.${field}`, message })),
  );
}

const inWords = ({ group, kind }: GroupKind): string => `${group === '' ? 'core' : group} ${kind}`;

const kindOf = ({ apiVersion, kind }: KubernetesObject): string =>
  inWords({ group: apiVersion.includes('/') ? apiVersion.replace(/\/.*/, '') : '', kind });

function differences(allowed: readonly string[], used: readonly string[]): string[] {
  const wild = allowed.filter((one) => one.includes('*'));
  if (wild.length > 0) return [`Must not have ${listed(wild)}. Name what is used.`];
  const lacking = [...new Set(used)].filter((one) => !allowed.includes(one));
  const needless = allowed.filter((one) => !used.includes(one));
  return [
    ...(lacking.length > 0
      ? [`Lacks ${listed(lacking)}, which ${lacking.length === 1 ? 'is' : 'are'} used.`]
      : []),
    ...(needless.length > 0 ? [`Allows ${listed(needless)}, which nothing here uses.`] : []),
  ];
}

const listed = (words: readonly string[]): string => words.map(show).join(', ');

/** Fields that decide what is applied and what is removed. */
function fields(application: Manifest): Finding[] {
  const { object, file } = application;
  const environment = file.replace(/^argocd\/|\.yaml$/g, '');
  const wanted: [field: string, values: readonly unknown[]][] = [
    ['spec.source.path', [`dist/${environment}/manifests`]],
    ['spec.source.directory.include', ['*.yaml']],
    ['spec.syncPolicy.automated.allowEmpty', [false, undefined]],
  ];
  const found = wanted.flatMap(([field, values]): Finding[] => {
    const value = at(object, ...field.split('.'));
    if (values.includes(value)) return [];
    return [
      { manifest: application, field, message: `Must be ${oneOf(values.slice(0, 1))}, got ${show(value)}.` },
    ];
  });
  return [...found, ...options(application), ...diff(application), ...finalizer(application)];
}

/** Without server-side apply large objects do not fit, and fields that others set are taken away. */
function options(manifest: Manifest): Finding[] {
  const field = 'spec.syncPolicy.syncOptions';
  const set = (at(manifest.object, 'spec', 'syncPolicy', 'syncOptions') ?? []) as readonly string[];
  const missing = ['ServerSideApply=true', 'PruneLast=true'].filter((option) => !set.includes(option));
  const wrong = ['Replace=true', 'Force=true'].filter((option) => set.includes(option));
  return [
    ...missing.map((option) => ({ manifest, field, message: `Must have ${show(option)}.` })),
    ...wrong.map((option) => ({
      manifest,
      field,
      message: `Must not have ${show(option)}: it deletes objects in order to change them.`,
    })),
  ];
}

function diff(manifest: Manifest): Finding[] {
  const key = 'argocd.argoproj.io/compare-options';
  const value = manifest.object.metadata.annotations?.[key];
  if (value?.split(',').includes('ServerSideDiff=true')) return [];
  const message = `Must have 'ServerSideDiff=true', got ${show(value)}: what the API server fills in is no difference.`;
  return [{ manifest, field: `metadata.annotations['${key}']`, message }];
}

function finalizer(manifest: Manifest): Finding[] {
  const finalizers = at(manifest.object, 'metadata', 'finalizers');
  if (!Array.isArray(finalizers) || finalizers.length === 0) return [];
  const message =
    'Must be empty: whoever deletes the Application by mistake would end the monitoring with it.';
  return [{ manifest, field: 'metadata.finalizers', message }];
}
