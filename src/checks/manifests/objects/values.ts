import { fieldIn } from '../../../schemas/field.ts';

/** A value somewhere in an object. */
export interface Value {
  /** Such as `spec.template.spec.volumes[0].secret`. */
  readonly field: string;
  /** Name of the field; that of the list, for what is in one. */
  readonly key: string;
  readonly value: unknown;
}

const known = new WeakMap<object, readonly Value[]>();

/** Every value in an object, maps and lists included, outermost first. Worked out once: a dozen checks ask for it. */
export function valuesIn(value: unknown): readonly Value[] {
  if (typeof value !== 'object' || value === null) return [{ field: '', key: '', value }];
  const values = known.get(value) ?? collect({ field: '', key: '', value }, []);
  known.set(value, values);
  return values;
}

function collect(here: Value, into: Value[]): Value[] {
  const { field, key, value } = here;
  into.push(here);
  if (Array.isArray(value)) {
    value.forEach((item: unknown, at) =>
      collect({ field: `${field}[${String(at)}]`, key, value: item }, into),
    );
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, one] of Object.entries(value)) {
      collect({ field: fieldIn(field, name), key: name, value: one }, into);
    }
  }
  return into;
}

/** Every text in an object. */
export const textsIn = (value: unknown): { field: string; text: string }[] =>
  valuesIn(value).flatMap(({ field, value: text }) => (typeof text === 'string' ? [{ field, text }] : []));
