import type { Manifest } from '../../src/model/manifest.ts';

/** Where two environments differ: objects that only one has, and paths whose values differ. */
export function differences(left: readonly Manifest[], right: readonly Manifest[]): string[] {
  const [ours, theirs] = [byName(left), byName(right)];
  const names = [...new Set([...ours.keys(), ...theirs.keys()])].sort();
  return names.flatMap((name) => {
    const [one, other] = [ours.get(name), theirs.get(name)];
    if (one === undefined || other === undefined)
      return [`${name} ${one === undefined ? 'missing' : 'added'}`];
    return [...new Set(paths(one, other, ''))].map((path) => `${name}${path}`);
  });
}

const byName = (manifests: readonly Manifest[]): Map<string, unknown> =>
  new Map(manifests.map(({ object }) => [`${object.kind} ${object.metadata.name}`, object]));

/** Paths at which two values differ. A list is one value, unless it has as many elements on both sides. */
function paths(one: unknown, other: unknown, path: string): string[] {
  if (JSON.stringify(one) === JSON.stringify(other)) return [];
  if (Array.isArray(one) && Array.isArray(other) && one.length === other.length) {
    return one.flatMap((value, at) => paths(value, other[at], `${path}[]`));
  }
  if (!isMap(one) || !isMap(other)) return [path];
  const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return keys.flatMap((key) => paths(one[key], other[key], `${path}.${key}`));
}

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
