import { readFileSync } from 'node:fs';
import { customGroups } from './kinds.ts';
import type { KubernetesVersion } from './versions.ts';

/** The part of JSON Schema that the files use. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly string[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | false;
}

/** A file of schemas. Others know it by its `$id`. */
export interface SchemaFile {
  readonly $id: string;
  /** Definition of each kind, such as that of `apps/v1 Deployment`. */
  readonly kinds: Readonly<Record<string, string>>;
  readonly $defs: Readonly<Record<string, Schema>>;
}

const loaded = new Map<string, SchemaFile>();

/** The schemas of a version of Kubernetes and of custom resources, each read when it is first asked for. */
export const filesOf = (version: KubernetesVersion): readonly SchemaFile[] =>
  [`kubernetes-${version}`, ...customGroups].map((name) => {
    const file = loaded.get(name) ?? read(name);
    loaded.set(name, file);
    return file;
  });

const read = (name: string): SchemaFile =>
  JSON.parse(readFileSync(new URL(`${name}.json`, import.meta.url), 'utf8')) as SchemaFile;
