/** Changes a field such as `spec.ports[0].port` or `labels['a.b/c']` of an object. Nothing as a value takes the field away. */
export function put(object: object, field: string, value: unknown): void {
  const keys = field.split(/[.[\]]+(?=(?:[^']*'[^']*')*[^']*$)/).map((key) => key.replaceAll("'", ''));
  const [last = '', ...above] = keys.filter((key) => key !== '').reverse();
  const parent = above
    .reverse()
    .reduce<unknown>((map, key) => (map as Readonly<Record<string, unknown>>)[key], object) as object;
  if (value === undefined) Reflect.deleteProperty(parent, last);
  else Reflect.set(parent, last, value);
}
