import { find, type Container, type Manifest, type Variable } from './object.ts';
import type { Secrets } from './volumes.ts';

/** Where the values of variables come from. */
export interface Known {
  readonly manifests: readonly Manifest[];
  readonly secrets: Secrets;
  /** Fields of the pod, such as `metadata.name`. */
  readonly fields: Readonly<Record<string, string>>;
}

type Environment = Readonly<Record<string, string>>;

/** Variables of a container. A later one may name an earlier one, as `$(NAME)`. */
export function environmentOf({ env = [] }: Container, known: Known, before: Environment): Environment {
  const values: Record<string, string> = { ...before };
  for (const variable of env) values[variable.name] = expand(valueOf(variable, known), values);
  return values;
}

function valueOf({ name, value, valueFrom }: Variable, { manifests, secrets, fields }: Known): string {
  if (value !== undefined || valueFrom === undefined) return value ?? '';
  const { fieldRef, secretKeyRef, configMapKeyRef } = valueFrom;
  const found =
    (fieldRef && fields[fieldRef.fieldPath]) ??
    (secretKeyRef && secrets[secretKeyRef.name]?.[secretKeyRef.key]) ??
    (configMapKeyRef && dataOf(find(manifests, 'ConfigMap', configMapKeyRef.name))[configMapKeyRef.key]);
  if (found === undefined)
    throw new Error(`The variable ${name} has no value: the container would not start.`);
  return found;
}

const dataOf = (object: Manifest) => (object.data ?? {}) as Readonly<Record<string, string | undefined>>;

/** What Kubernetes puts in place of `$(NAME)`; a name that is not known stays as it is. */
export const expand = (text: string, values: Environment): string =>
  text.replaceAll(/\$\(([A-Za-z_][A-Za-z0-9_.-]*)\)/g, (whole, name: string) => values[name] ?? whole);
