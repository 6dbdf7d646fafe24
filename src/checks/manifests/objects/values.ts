import { fieldIn } from '../../../schemas/field.ts';

/** A value somewhere in an object. */
export interface Value {
  /** Such as `spec.template.spec.volumes[0].secret`. */
  readonly field: string;
  /** Name of the field; that of the list, for what is in one. */
  readonly key: string;
  readonly value: unknown;
}

/** Every value in an object, maps and lists included, outermost first. */
export function valuesIn(value: unknown, field = '', key = ''): Value[] {
  const inner = Array.isArray(value)
    ? value.flatMap((item, at) => valuesIn(item, `${field}[${String(at)}]`, key))
    : typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([name, one]) => valuesIn(one, fieldIn(field, name), name))
      : [];
  return [{ field, key, value }, ...inner];
}

/** Every text in an object. */
export const textsIn = (value: unknown): { field: string; text: string }[] =>
  valuesIn(value).flatMap(({ field, value: text }) => (typeof text === 'string' ? [{ field, text }] : []));
