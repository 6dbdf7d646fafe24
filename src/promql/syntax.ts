import type { SyntaxNode } from '@lezer/common';
import { parser } from '@prometheus-io/lezer-promql';

/** An expression's syntax tree with its text, so that a node can be read. */
export interface Syntax {
  readonly root: SyntaxNode;
  readonly text: (node: SyntaxNode) => string;
}

const parsed = new Map<string, Syntax>();

/** Parses PromQL, each text once. Broken text gives a tree too: {@link firstError} says where it breaks. */
export function parsePromql(expr: string): Syntax {
  const syntax = parsed.get(expr) ?? {
    root: parser.parse(expr).topNode,
    text: (node: SyntaxNode) => expr.slice(node.from, node.to),
  };
  parsed.set(expr, syntax);
  return syntax;
}

/** All nodes of some kinds, outermost first, in reading order. */
export function nodes(root: SyntaxNode, ...kinds: readonly string[]): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  root.cursor().iterate((node) => {
    if (kinds.includes(node.name)) found.push(node.node);
  });
  return found;
}

/** Offset of the first place that is not PromQL. */
export function firstError(root: SyntaxNode): number | undefined {
  let at: number | undefined;
  root.cursor().iterate((node) => {
    if (node.type.isError) at ??= node.from;
  });
  return at;
}

/** The direct children of a node. */
export function children(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) found.push(child);
  return found;
}

const expressions: ReadonlySet<string> = new Set([
  'AggregateExpr',
  'BinaryExpr',
  'FunctionCall',
  'MatrixSelector',
  'NumberDurationLiteral',
  'OffsetExpr',
  'ParenExpr',
  'StringLiteral',
  'SubqueryExpr',
  'UnaryExpr',
  'VectorSelector',
]);

/** The direct children that are expressions themselves: operands, arguments. */
export function operands(node: SyntaxNode): SyntaxNode[] {
  const body = node.getChild('FunctionCallBody');
  return children(body ?? node).filter(({ name }) => expressions.has(name));
}

/** Names of the comparison operators' nodes. */
export const comparisons = ['Gtr', 'Lss', 'Gte', 'Lte', 'Eql', 'Neq'] as const;

/** Names in a list of labels, such as that of `by`. */
export const labelNames = ({ text }: Syntax, list: SyntaxNode | null): string[] =>
  list === null ? [] : nodes(list, 'LabelName').map((name) => text(name));
