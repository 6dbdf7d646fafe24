/** A field of a map, as people write it: `spec.ports`, or `labels['app.kubernetes.io/name']`. */
export function fieldIn(map: string, key: string): string {
  if (!/^[\w-]+$/.test(key)) return `${map}['${key}']`;
  return map === '' ? key : `${map}.${key}`;
}
