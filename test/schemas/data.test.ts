import { describe, expect, test } from 'vitest';
import { formats } from '../../src/schemas/formats.ts';
import { filesOf, type Schema } from '../../src/schemas/load.ts';
import { kubernetesVersions } from '../../src/schemas/versions.ts';

const understood = [
  ...['$ref', 'additionalProperties', 'enum', 'format', 'items', 'maxItems', 'maxLength', 'maxProperties'],
  ...[
    'maximum',
    'minItems',
    'minLength',
    'minProperties',
    'minimum',
    'pattern',
    'properties',
    'required',
    'type',
  ],
];

/** A schema and all that are in it. */
const parts = (schema: Schema): Schema[] => [
  schema,
  ...[schema.items, schema.additionalProperties, ...Object.values(schema.properties ?? {})]
    .filter((part) => part !== undefined && part !== false)
    .flatMap(parts),
];

describe.each(kubernetesVersions)('the schemas with Kubernetes %s', (version) => {
  const files = filesOf(version);

  test.each(files)('$$id has no word that would not be understood', ({ $defs }) => {
    const schemas = Object.values($defs).flatMap(parts);
    expect([...new Set(schemas.flatMap(Object.keys))].filter((word) => !understood.includes(word))).toEqual(
      [],
    );
    expect(schemas.flatMap(({ format = [] }) => format).filter((format) => !(format in formats))).toEqual([]);
  });

  test.each(files)('$$id refers to what there is, and is read by JavaScript as by Go', ({ $defs, $id }) => {
    const schemas = Object.values($defs).flatMap(parts);
    const missing = schemas
      .flatMap(({ $ref = [] }) => $ref)
      .filter((reference) => {
        const [id, name = ''] = reference.split('#/$defs/');
        return files.find((file) => file.$id === (id === '' ? $id : id))?.$defs[name] === undefined;
      });
    expect(missing).toEqual([]);
    expect(schemas.flatMap(({ pattern = [] }) => pattern).filter((each) => each.includes('(?i)'))).toEqual(
      [],
    );
  });
});
