import type { Manifest } from '../../model/manifest.ts';
import { didYouMean, oneOf, show } from '../../schemas/show.ts';
import type { Finding, ManifestCheck, Manifests } from './check.ts';
import { checkedFiles } from './objects/health-config.ts';
import { hostInWords, hostsIn, type Host } from './objects/hosts.ts';
import { findThing, inventory, objectsOf, type Thing } from './objects/inventory.ts';
import { logFiles } from './objects/logs-config.ts';
import { dnsPolicy, mountsWithoutVolume } from './objects/mounts.ts';
import { mountedFiles } from './objects/mounted-files.ts';
import { at, podsOf } from './objects/pods.ts';
import { referencesOf, type Reference } from './objects/references.ts';
import { secretText, type SecretText } from './objects/secret-text.ts';
import { portsOf, serviceOf } from './objects/services.ts';
import { textsIn } from './objects/values.ts';

/** Whatever an object names is made here, or is there before: Secrets with their keys, accounts, Services with their ports. */
export const referencesResolve: ManifestCheck = (manifests) => {
  const things = inventory(manifests);
  return manifests.all.flatMap((manifest) => [
    ...referencesOf(manifest).flatMap((reference) => unresolved(reference, things)),
    ...hosts(manifest, manifests),
    ...receiverKeys(manifest, manifests, things),
    ...files(manifest, manifests, things),
    ...podsOf([manifest]).flatMap((pods) => [...mountsWithoutVolume(pods), ...dnsPolicy(pods)]),
  ]);
};

function unresolved(
  { manifest, field, to, keys = [], port }: Reference,
  things: readonly Thing[],
): Finding[] {
  const thing = findThing(things, to);
  if (thing === undefined) {
    const names = things
      .filter(({ kind, namespace }) => kind === to.kind && namespace === to.namespace)
      .map(({ name }) => name);
    const where = to.namespace === undefined ? '' : ` in ${to.namespace}`;
    const message = `There is no ${to.kind} ${show(to.name)}${where}: it is neither made here nor a prerequisite.`;
    return [{ manifest, field, message: `${message}${didYouMean(to.name, names)}` }];
  }
  return [
    ...keys.flatMap((key) => withoutKey(key, thing).map((message) => ({ manifest, field, message }))),
    ...withoutPort(port, thing).map((message) => ({ manifest, field, message })),
  ];
}

function withoutKey(key: string, { kind, name, keys }: Thing): string[] {
  if (keys === undefined || keys.includes(key)) return [];
  return [`${kind} ${show(name)} has no key ${show(key)}, only ${oneOf(keys)}.`];
}

function withoutPort(port: string | undefined, { name, manifest }: Thing): string[] {
  if (port === undefined || manifest === undefined) return [];
  const names = portsOf(manifest).map((one) => one.name);
  return names.includes(port)
    ? []
    : [`Service ${show(name)} has no port ${show(port)}, only ${oneOf(names)}.`];
}

const hosts = (manifest: Manifest, manifests: Manifests): Finding[] =>
  textsIn(manifest.object).flatMap(({ field, text }) =>
    hostsIn(text).flatMap((host) =>
      wrongHost(host, manifests).map((message) => ({ manifest, field, message })),
    ),
  );

/** In a namespace that we put Services into, the Service is one of them; elsewhere the namespace is a prerequisite. */
function wrongHost(host: Host, manifests: Manifests): string[] {
  const { service: name, namespace, port } = host;
  const service = serviceOf(manifests, host);
  if (service !== undefined) {
    const ports = portsOf(service).map((one) => one.port);
    if (port === undefined || ports.includes(port)) return [];
    return [`Service ${show(name)} has no port ${String(port)}, only ${oneOf(ports)}.`];
  }
  const services = objectsOf(manifests, 'Service').map(({ object }) => object.metadata);
  const ours = services.filter((one) => one.namespace === namespace).map((one) => one.name);
  if (findThing(manifests.prerequisites, { kind: 'Service', namespace, name })) return [];
  const message = `There is no Service for ${show(hostInWords(host))}:`;
  if (ours.length > 0) return [`${message} none of that name is made here.${didYouMean(name, ours)}`];
  const foreign = manifests.prerequisites.some((one) => one.kind === 'Namespace' && one.name === namespace);
  if (foreign || ['default', 'kube-system'].includes(namespace)) return [];
  return [`${message} namespace ${show(namespace)} is neither made here nor a prerequisite.`];
}

/** Files that Alertmanager's configuration reads: keys of Secrets that Alertmanager mounts. */
function receiverKeys(manifest: Manifest, manifests: Manifests, things: readonly Thing[]): Finding[] {
  const secret = secretText(manifest.object, 'alertmanager.yaml');
  if (secret === undefined) return [];
  const { map, text: config } = secret;
  const field = `${map}['alertmanager.yaml']`;
  const paths = config.matchAll(/\/etc\/alertmanager\/secrets\/([a-z0-9.-]+)\/([\w.-]+)/g);
  const read = new Map<string, Set<string>>();
  for (const [, name = '', key = ''] of paths) read.set(name, (read.get(name) ?? new Set()).add(key));
  const mounted = objectsOf(manifests, 'Alertmanager').map(({ object }) => at(object, 'spec', 'secrets'));
  const { namespace } = manifest.object.metadata;
  const ofSecrets = [...read].flatMap(([name, keys]) => {
    const to = { kind: 'Secret', namespace, name };
    const found = unresolved({ manifest, field, to, keys: [...keys] }, things);
    if (mounted.every((list) => Array.isArray(list) && list.includes(name))) return found;
    return [...found, { manifest, field, message: `Alertmanager does not mount Secret ${show(name)}.` }];
  });
  return [...ofSecrets, ...templates(manifest, secret)];
}

/** Message templates: at least one file for each pattern that points at this very Secret. */
function templates(manifest: Manifest, { map, text }: SecretText): Finding[] {
  const keys = Object.keys(manifest.object[map] ?? {});
  return [...text.matchAll(/\/etc\/alertmanager\/config\/([\w.*-]+)/g)]
    .filter(([, name = '']) => !keys.some((key) => isLike(key, name)))
    .map(([path]) => ({
      manifest,
      field: map,
      message: `No key is the file ${show(path)}, only ${oneOf(keys)}.`,
    }));
}

const isLike = (name: string, pattern: string): boolean => {
  const [start = '', end = ''] = pattern.split('*');
  return pattern.includes('*') ? name.startsWith(start) && name.endsWith(end) : name === pattern;
};

/** Files that containers are told to read out of what is mounted, by themselves or by a configuration. */
const files = (manifest: Manifest, manifests: Manifests, things: readonly Thing[]): Finding[] =>
  podsOf([manifest]).flatMap((pods) => {
    const told = [...checkedFiles(pods, manifests), ...logFiles(pods, manifests)];
    const mounted = mountedFiles(pods, told);
    const nowhere = told
      .filter((path) => !mounted.some((one) => one.path === path))
      .map((path) => ({
        manifest,
        field: `${pods.field}.volumes`,
        message: `Nothing is mounted where the configuration has it read ${show(path)}.`,
      }));
    const wrong = mounted.flatMap(({ field, path, source: { kind, name }, key, listed }) => {
      const { namespace } = pods;
      const thing = findThing(things, { kind, namespace, name });
      if (key === undefined)
        return [{ manifest, field, message: `Reads ${show(path)}, which the volume does not have.` }];
      return thing === undefined || listed
        ? []
        : withoutKey(key, thing).map((message) => ({
            manifest,
            field,
            message: `Reads ${show(path)}: ${message}`,
          }));
    });
    return [...nowhere, ...wrong];
  });
