import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { customGroupOf, customGroups, kinds, type CustomGroup } from '../src/schemas/kinds.ts';
import type { SchemaFile } from '../src/schemas/load.ts';
import { kubernetesVersions } from '../src/schemas/versions.ts';
import { crdDefinitions } from './crd.ts';
import { customDefinitions } from './custom.ts';
import { decompile } from './decompile.ts';
import { format } from './format.ts';
import { definitionOf, kubernetesDefinitions, moduleOf } from './kubernetes.ts';
import { localName, prune, references } from './prune.ts';
import type { Definitions, Schema } from './schema.ts';
import { prefixes, readCrds, readDefinitions, readModules } from './sources.ts';

const upstream = kubernetesVersions.map(readDefinitions);
const models = readModules('kubernetes-models');
const customFiles = customGroups.map(customFile);

for (const file of customFiles) write(file.$id, file);
for (const [at, version] of kubernetesVersions.entries()) {
  write(`kubernetes-${version}.json`, kubernetesFile(upstream[at] ?? {}));
}

function customFile(group: CustomGroup): SchemaFile {
  const names = kindsWhere((apiVersion) => customGroupOf(apiVersion) === group);
  const prefix = prefixes[group];
  return {
    $id: `${group}.json`,
    kinds: Object.fromEntries(names.map(([apiVersion, kind]) => [`${apiVersion} ${kind}`, kind])),
    $defs: prefix === undefined ? ofCrds(group, names) : ofModules(group, names, prefix),
  };
}

function ofCrds(group: CustomGroup, names: Names): Definitions {
  const meta = kubernetes('IoK8sApimachineryPkgApisMetaV1ObjectMeta') ?? '';
  return crdDefinitions(names, readCrds(group), meta);
}

function ofModules(group: CustomGroup, names: Names, prefix: string): Definitions {
  const modules = readModules(group);
  const source = { prefix, read: (module: string) => read(modules, module), kubernetes };
  return customDefinitions(
    names.map(([, kind]) => kind),
    source,
  );
}

function kubernetesFile(definitions: Definitions): SchemaFile {
  const names = kindsWhere((apiVersion) => customGroupOf(apiVersion) === undefined).map(
    ([apiVersion, kind]) => [`${apiVersion} ${kind}`, definitionOf(definitions, apiVersion, kind)] as const,
  );
  const fromCustom = customFiles
    .flatMap(({ $defs }) => Object.values($defs).flatMap(references))
    .filter((reference) => !reference.startsWith('#'))
    .map(localName);
  const roots = [...names.map(([, name]) => name), ...fromCustom];
  return {
    $id: 'kubernetes.json',
    kinds: Object.fromEntries(names),
    $defs: prune(kubernetesDefinitions(definitions, known), roots),
  };
}

/** Kinds, each after its apiVersion. */
type Names = readonly (readonly [apiVersion: string, kind: string])[];

function kindsWhere(suits: (apiVersion: string) => boolean): (readonly [string, string])[] {
  return Object.entries(kinds)
    .filter(([apiVersion]) => suits(apiVersion))
    .flatMap(([apiVersion, each]) => each.map((kind) => [apiVersion, kind] as const));
}

/** What kubernetes-models knows of a definition: the values that fields may have. */
function known(name: string): Schema {
  const code = models.get(moduleOf(name));
  return code === undefined ? {} : decompile(code(), (module) => module);
}

/** Reference to a definition of Kubernetes by the name of its module: every version must have it. */
function kubernetes(module: string): string | undefined {
  if (!module.startsWith('IoK8s')) return undefined;
  const [first = {}] = upstream;
  const name = Object.keys(first).find((each) => moduleOf(each) === module.toLowerCase());
  if (name === undefined || !upstream.every((definitions) => name in definitions)) {
    throw new Error(`${module} is not in every version of Kubernetes.`);
  }
  return `kubernetes.json#/$defs/${name}`;
}

function read(modules: ReturnType<typeof readModules>, module: string): string {
  const code = modules.get(module.toLowerCase());
  if (code === undefined) throw new Error(`No module is called '${module}'.`);
  return code();
}

function write(name: string, file: SchemaFile): void {
  writeFileSync(join(import.meta.dirname, '../src/schemas', name), format(file));
}
