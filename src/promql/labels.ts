import type { SyntaxNode } from '@lezer/common';
import { labelNames, operands, type Syntax } from './syntax.ts';

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
      return combined(inner(parts[0]), inner(parts[1]));
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
  if (modifier === null || of === 'number') return noLabels;
  const listed = labelNames(syntax, modifier.getChild('GroupingLabels'));
  if (modifier.getChild('By') !== null) return { names: listed, target: false };
  return { names: of.names.filter((name) => !listed.includes(name)), target: of.target };
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
    case 'label_replace':
      return withLabel(inner(args[0]), JSON.parse(args[1] === undefined ? '""' : text(args[1])) as string);
    default:
      return inner(args[0]);
  }
}

const without = (labels: ResultLabels, name: string): ResultLabels =>
  labels === 'number' ? labels : { ...labels, names: labels.names.filter((one) => one !== name) };

const withLabel = (labels: ResultLabels, name: string): ResultLabels =>
  labels === 'number' ? labels : { ...labels, names: [...labels.names, name] };

const combined = (left: ResultLabels, right: ResultLabels): ResultLabels =>
  left === 'number' ? right : left;
