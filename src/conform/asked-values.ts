import { matchersOf, metricOf } from '../promql/matchers.ts';
import { nodes, type Syntax } from '../promql/syntax.ts';

/** A value of a label that an expression asks for. */
export interface AskedValue {
  readonly series: string;
  readonly label: string;
  readonly value: string;
}

/** All values that expressions ask for by name, each once. */
export function askedValues(expressions: readonly Syntax[]): readonly AskedValue[] {
  const found = expressions.flatMap((syntax) =>
    nodes(syntax.root, 'VectorSelector').flatMap((selector) =>
      matchersOf(syntax, selector)
        .filter(({ operator }) => operator === '=')
        .map(({ label, value }) => ({ series: metricOf(syntax, selector) ?? '', label, value })),
    ),
  );
  return [...new Map(found.map((one) => [`${one.series} ${one.label} ${one.value}`, one])).values()];
}
