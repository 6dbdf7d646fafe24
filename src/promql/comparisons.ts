import type { SyntaxNode } from '@lezer/common';
import { durationPattern, durationSeconds } from './duration.ts';
import { clean } from './numbers.ts';
import { comparisons, nodes, operands, parsePromql, type Syntax } from './syntax.ts';

/** A number that an expression compares something with, as if the number stood on the right. */
export interface Comparison {
  readonly operator: '>' | '<' | '>=' | '<=' | '==' | '!=';
  readonly value: number;
  /** What is compared. */
  readonly of: SyntaxNode;
}

/** Every comparison with a number in an expression: those with another series are none. */
export function comparisonsIn(expr: string): Comparison[] {
  const syntax = parsePromql(expr);
  return nodes(syntax.root, 'BinaryExpr').flatMap((node) => {
    const sign = comparisons.map((name) => node.getChild(name)).find((child) => child !== null);
    const [left, right] = operands(node);
    if (sign === undefined || left === undefined || right === undefined) return [];
    const operator = syntax.text(sign) as Comparison['operator'];
    const [first, second] = [constantOf(syntax, left), constantOf(syntax, right)];
    if (second !== undefined) return [{ operator, value: clean(second), of: left }];
    return first === undefined ? [] : [{ operator: turned[operator], value: clean(first), of: right }];
  });
}

/** What an operator is when its sides change places. */
const turned = { '>': '<', '<': '>', '>=': '<=', '<=': '>=', '==': '==', '!=': '!=' } as const;

/** The number that an expression is, such as `14.4 * 0.001`, when it asks for no series. */
function constantOf(syntax: Syntax, node: SyntaxNode): number | undefined {
  const [first, second] = operands(node).map((part) => constantOf(syntax, part));
  switch (node.name) {
    case 'NumberDurationLiteral':
      return literal(syntax.text(node));
    case 'ParenExpr':
      return first;
    case 'UnaryExpr':
      return first === undefined ? undefined : syntax.text(node).startsWith('-') ? -first : first;
    case 'BinaryExpr':
      return first === undefined || second === undefined ? undefined : result(node, first, second);
    default:
      return undefined;
  }
}

function literal(text: string): number {
  if (/^[+-]?inf$/i.test(text)) return text.startsWith('-') ? -Infinity : Infinity;
  return durationPattern.test(text) ? durationSeconds(text) : Number(text);
}

const arithmetic: Readonly<Record<string, (a: number, b: number) => number>> = {
  Add: (a, b) => a + b,
  Sub: (a, b) => a - b,
  Mul: (a, b) => a * b,
  Div: (a, b) => a / b,
  Mod: (a, b) => a % b,
  Pow: (a, b) => a ** b,
};

function result(node: SyntaxNode, a: number, b: number): number | undefined {
  const operator = Object.keys(arithmetic).find((name) => node.getChild(name) !== null);
  return operator === undefined ? undefined : arithmetic[operator]?.(a, b);
}
