import { manifestChecks, nameOf } from '../../../src/checks/manifests/index.ts';
import type { Manifests } from '../../../src/checks/manifests/check.ts';
import type { KubernetesObject, Manifest } from '../../../src/model/manifest.ts';
import { judged, makeEnvironment } from '../../../src/stack.ts';
import type { Settings } from '../../../src/settings/schema.ts';
import { production } from '../../good.ts';
import { put } from '../../put.ts';

/** A map that a test changes. */
export type Bent = Record<string, unknown>;

/** All that checks of manifests look at, in one environment. */
export function manifestsOf(settings: Settings): Manifests {
  const { manifests, files } = makeEnvironment(settings);
  const routing = files.get(`${settings.environment}/alertmanager/alertmanager.yaml`) ?? '';
  return judged(settings, manifests, routing);
}

const ofProduction = manifestsOf(production);

/** Production's manifests as they are: nothing wrong with them. */
export const good = (): Manifests => ofProduction;

/** What is changed in an object: values by field, such as `spec.ports[0].port`, or anything. */
export type Change = Readonly<Record<string, unknown>> | ((object: Bent) => void);

function find(kind: string, name: string): Manifest {
  const found = ofProduction.all.find(({ object }) => object.kind === kind && object.metadata.name === name);
  if (found === undefined) throw new Error(`No ${kind} is called ${name}.`);
  return found;
}

/** One of production's objects. */
export const objectOf = (kind: string, name: string): KubernetesObject => find(kind, name).object;

/** Production's manifests with one object changed: a copy. */
export function bend(kind: string, name: string, change: Change): Manifests {
  const found = find(kind, name);
  const object = structuredClone(found.object) as unknown as Bent;
  if (typeof change === 'function') change(object);
  else for (const [field, value] of Object.entries(change)) put(object, field, value);
  return {
    ...ofProduction,
    all: ofProduction.all.map((manifest) =>
      manifest === found ? { ...found, object: object as unknown as KubernetesObject } : manifest,
    ),
  };
}

/** Production's manifests and one more. */
export const add = (object: KubernetesObject): Manifests => ({
  ...ofProduction,
  all: [...ofProduction.all, madeOf(object)],
});

/** Production's manifests without one. */
export const remove = (kind: string, name: string): Manifests => ({
  ...ofProduction,
  all: ofProduction.all.filter(({ object }) => object.kind !== kind || object.metadata.name !== name),
});

/** An object as if a construct had made it. */
export const madeOf = (object: KubernetesObject): Manifest => ({
  file: 'manifests/example.k8s.yaml',
  path: 'example/Example',
  object,
});

/** A map deep in an object, by keys and positions: `inside(object, 'spec', 'template')`. */
export const inside = (object: unknown, ...path: readonly (string | number)[]): Bent =>
  path.reduce<unknown>((value, key) => (value as Bent)[key], object) as Bent;

/** What one check says of manifests: `Kind namespace/name, field: message`. Exceptions do not count. */
export function findings(check: string, manifests: Manifests): string[] {
  const found = manifestChecks[check];
  if (found === undefined) throw new Error(`No check is called ${check}.`);
  return found
    .judge(manifests)
    .map(({ manifest, field, message }) => `${nameOf(manifest)}, ${field}: ${message}`);
}
