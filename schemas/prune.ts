import { mapParts, sortKeys, type Definitions, type Schema } from './schema.ts';

/** References of a schema, its parts' included. */
export function references(schema: Schema): string[] {
  const found: string[] = [];
  mapParts(schema, (part) => {
    found.push(...[part, ...(part.allOf ?? [])].flatMap(({ $ref = [] }) => $ref));
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
    references(schema)
      .filter((reference) => reference.startsWith('#'))
      .map(localName)
      .forEach(keep);
  };
  roots.forEach(keep);
  return sortKeys(kept);
}

/** `#/$defs/Duration` is `Duration`. */
export const localName = (reference: string): string => reference.replace(/^.*#\/\$defs\//, '');
