import type { SyntaxNode } from '@lezer/common';
import { unquoted } from './matchers.ts';
import { children, labelNames, operands, type Syntax } from './syntax.ts';

/** The labels that an expression's result has: a number has none, and a bare series has those of its target on top. */
export type ResultLabels = 'number' | { readonly names: readonly string[]; readonly target: boolean };

/** Labels that a metric declares. */
export type MetricLabels = (metric: string) => readonly string[];

const noLabels: ResultLabels = { names: [], target: false };

/** Works out which labels the result of an expression has, as far as its text tells. */
export function resultLabels(syntax: Syntax, node: SyntaxNode, metricLabels: MetricLabels): ResultLabels {
  const inner = (child: SyntaxNode | undefined): ResultLabels =>
    child === undefined ? noLabels : resultLabels(syntax, child, metricLabels);
  const parts = operands(node);
  switch (node.name) {
    case 'NumberDurationLiteral':
    case 'StringLiteral':
      return 'number';
    case 'VectorSelector':
      return selectorLabels(syntax, node, metricLabels);
    case 'AggregateExpr':
      return aggregated(syntax, node, inner(parts.at(-1)));
    case 'FunctionCall':
      return called(syntax, node, parts, inner);
    case 'BinaryExpr':
      return combined(syntax, node, inner(parts[0]), inner(parts[1]));
    default:
      return inner(parts[0]);
  }
}

function selectorLabels({ text }: Syntax, node: SyntaxNode, metricLabels: MetricLabels): ResultLabels {
  const name = node.getChild('Identifier');
  const declared = name === null ? [] : metricLabels(text(name));
  const buckets = name !== null && text(name).endsWith('_bucket') ? ['le'] : [];
  return { names: [...declared, ...buckets], target: true };
}

function aggregated(syntax: Syntax, node: SyntaxNode, of: ResultLabels): ResultLabels {
  const modifier = node.getChild('AggregateModifier');
  if (of !== 'number' && choosesSeries(node)) return of;
  if (modifier === null || of === 'number') return noLabels;
  const listed = labelNames(syntax, modifier.getChild('GroupingLabels'));
  if (modifier.getChild('By') !== null) return { names: listed, target: false };
  return { names: of.names.filter((name) => !listed.includes(name)), target: of.target };
}

/** Whether an aggregation gives some of its series as they are, instead of one made of all. */
function choosesSeries(node: SyntaxNode): boolean {
  const operator = node.getChild('AggregateOp');
  return ['Topk', 'Bottomk', 'LimitK', 'LimitRatio'].some((name) => operator?.getChild(name));
}

function called(
  { text }: Syntax,
  node: SyntaxNode,
  args: readonly SyntaxNode[],
  inner: (child: SyntaxNode | undefined) => ResultLabels,
): ResultLabels {
  const name = node.getChild('FunctionIdentifier');
  switch (name === null ? '' : text(name)) {
    case 'vector':
    case 'absent':
    case 'absent_over_time':
      return noLabels;
    case 'time':
    case 'scalar':
      return 'number';
    case 'histogram_quantile':
      return without(inner(args[1]), 'le');
    case 'quantile_over_time':
      return inner(args[1]);
    case 'label_replace':
    case 'label_join':
      return withLabels(inner(args[0]), args[1] === undefined ? [] : [unquoted(text(args[1]))]);
    default:
      return inner(args[0]);
  }
}

const without = (labels: ResultLabels, name: string): ResultLabels =>
  labels === 'number' ? labels : { ...labels, names: labels.names.filter((one) => one !== name) };

const withLabels = (labels: ResultLabels, added: readonly string[]): ResultLabels =>
  labels === 'number' ? labels : { ...labels, names: both(labels.names, added) };

const both = (some: readonly string[], more: readonly string[]): string[] => [...new Set([...some, ...more])];

function combined(syntax: Syntax, node: SyntaxNode, left: ResultLabels, right: ResultLabels): ResultLabels {
  if (left === 'number') return right;
  if (right === 'number') return left;
  // What `or` gives is of either side; anything else has the labels of its left, or of the side that a group modifier names.
  if (node.getChild('Or') !== null)
    return { names: both(left.names, right.names), target: left.target || right.target };
  const matching = node.getChild('MatchingModifierClause');
  const grouped = matching?.getChild('GroupLeft') ?? matching?.getChild('GroupRight') ?? null;
  if (matching === null || grouped === null) return left;
  return withLabels(grouped.name === 'GroupRight' ? right : left, copiedLabels(syntax, matching, grouped));
}

/** Labels in the parentheses of `group_left (…)`: the result takes them over from the other side. */
function copiedLabels(syntax: Syntax, matching: SyntaxNode, grouped: SyntaxNode): string[] {
  const lists = children(matching).filter(
    ({ name, from }) => name === 'GroupingLabels' && from > grouped.from,
  );
  return labelNames(syntax, lists[0] ?? null);
}
