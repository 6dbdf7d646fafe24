import { isKnownMetric } from '../metrics/labels.ts';
import { nodes, parsePromql } from '../promql/syntax.ts';
import type { AlertCheck } from './check.ts';

/** An alert names signals, never series: else it would work with one binding and be silent with the other. */
export const namesSignalsOnly: AlertCheck = ({ alert, rule }) => {
  const typed = alert.expr.parts.filter((part) => typeof part === 'string').join(' 1 ');
  const { root, text } = parsePromql(typed);
  const raw = nodes(root, 'VectorSelector').map(
    (node) => `names the series '${text(node)}'. Name a signal of src/metrics/signals.ts.`,
  );
  return [...raw, ...unknownSeries(rule.expr)];
};

function unknownSeries(expr: string): string[] {
  const { root, text } = parsePromql(expr);
  const names = nodes(root, 'VectorSelector').flatMap((node) => node.getChild('Identifier') ?? []);
  return names
    .map(text)
    .filter((name) => !isKnownMetric(name))
    .map((name) => `reads '${name}', which no contract in src/metrics/ promises.`);
}
