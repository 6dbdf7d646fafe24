type Fields = Readonly<Record<string, unknown>>;

/**
 * What a strategic merge makes of an object: maps are merged, `null` removes, and containers are known by their names. As Kubernetes does it, as far as these
 * patches go; `npm run cluster` has kubectl, Kustomize and an API server do it.
 */
export function strategicMerge(object: Fields, patch: Fields): Fields {
  const merged = Object.entries(patch).map(([key, value]) => [key, mergedValue(key, object[key], value)]);
  const all = { ...object, ...(Object.fromEntries(merged) as Fields) };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null));
}

function mergedValue(key: string, before: unknown, value: unknown): unknown {
  if (key === 'containers') return byName(before as Fields[], value as Fields[]);
  return isFields(value) ? strategicMerge(isFields(before) ? before : {}, value) : value;
}

const byName = (before: readonly Fields[], patches: readonly Fields[]): Fields[] => [
  ...before.map((one) => strategicMerge(one, patches.find(({ name }) => name === one.name) ?? {})),
  ...patches.filter(({ name }) => !before.some((one) => one.name === name)),
];

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
