/** Labels of an object or a pod. */
export type Labels = Readonly<Record<string, string>>;

/** Asks for labels, as Kubernetes objects do. An empty one takes everything. */
export interface Selector {
  readonly matchLabels?: Labels;
  readonly matchExpressions?: readonly {
    readonly key: string;
    readonly operator: string;
    readonly values?: readonly string[];
  }[];
}

/** Whether a selector takes something with these labels. */
export function takes({ matchLabels = {}, matchExpressions = [] }: Selector, labels: Labels): boolean {
  return (
    Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
    matchExpressions.every(({ key, operator, values = [] }) => {
      const value = labels[key];
      switch (operator) {
        case 'In':
          return value !== undefined && values.includes(value);
        case 'NotIn':
          return value === undefined || !values.includes(value);
        case 'Exists':
          return value !== undefined;
        default:
          return value === undefined;
      }
    })
  );
}

/** Whether a selector asks for nothing at all. */
export const isEmpty = ({ matchLabels = {}, matchExpressions = [] }: Selector): boolean =>
  Object.keys(matchLabels).length === 0 && matchExpressions.length === 0;

/** A selector in words, such as `app=x, tier in (a, b)`. */
export function inWords({ matchLabels = {}, matchExpressions = [] }: Selector): string {
  const terms = [
    ...Object.entries(matchLabels).map(([key, value]) => `${key}=${value}`),
    ...matchExpressions.map(({ key, operator, values = [] }) =>
      [key, operator, values.length > 0 ? `(${values.join(', ')})` : ''].join(' ').trim(),
    ),
  ];
  return terms.length === 0 ? 'anything' : terms.join(', ');
}
