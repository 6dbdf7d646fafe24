import { mapParts, type Definitions, type Schema } from './schema.ts';

/** References of a schema, its parts' included. */
export function references(schema: Schema): string[] {
  const found: string[] = [];
  mapParts(schema, (part) => {
    if (part.$ref !== undefined) found.push(part.$ref);
    return part;
  });
  return found;
}

/** The named definitions and all that they refer to, sorted by name. */
export function prune(definitions: Definitions, roots: readonly string[]): Definitions {
  const kept: Record<string, Schema> = {};
  const keep = (name: string): void => {
    if (name in kept) return;
    const schema = definitions[name];
    if (schema === undefined) throw new Error(`No definition is called '${name}'.`);
    kept[name] = schema;
    references(schema).map(localName).forEach(keep);
  };
  roots.forEach(keep);
  return Object.fromEntries(Object.entries(kept).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** `#/$defs/Duration` is `Duration`. */
export const localName = (reference: string): string => reference.replace(/^.*#\/\$defs\//, '');
