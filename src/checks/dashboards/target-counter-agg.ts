import type { SyntaxNode } from '@lezer/common';
import { isCounter } from '../../metrics/counters.ts';
import { metricOf } from '../../promql/matchers.ts';
import { nodes, operands, type Syntax } from '../../promql/syntax.ts';
import { ofQueries } from './check.ts';

/** Functions that make something of a counter that falls back to zero with every restart, or ask only whether it is there. */
const handles = [
  ...['rate', 'irate', 'increase', 'resets', 'changes'],
  ...['absent', 'absent_over_time', 'present_over_time', 'timestamp'],
];

/** A counter is asked for its rise, before it is summed: its value says only how long ago its process began. */
export const targetCounterAgg = ofQueries(({ syntax }) =>
  nodes(syntax.root, 'VectorSelector')
    .filter((selector) => isCounter(metricOf(syntax, selector) ?? '') && !isHandled(syntax, selector))
    .map((selector) => {
      const series = syntax.text(selector);
      return `takes the counter ${series} as it is, which falls with every restart. Use rate(${series}[$__rate_interval]).`;
    }),
);

function isHandled(syntax: Syntax, node: SyntaxNode): boolean {
  const { parent } = node;
  if (parent === null) return false;
  if (parent.name === 'AggregateExpr') return asksWhetherThere(parent);
  if (parent.name === 'FunctionCall' && handles.includes(functionOf(syntax, parent))) return true;
  if (parent.name === 'BinaryExpr' && isCondition(syntax, parent, node)) return true;
  return isHandled(syntax, parent);
}

/** Counts the series, whatever their values are. */
function asksWhetherThere(node: SyntaxNode): boolean {
  const operator = node.getChild('AggregateOp');
  return ['Count', 'Group'].some((name) => operator?.getChild(name));
}

/**
 * What stands right of `and` and `unless` is only asked whether it is there. And a counter of which there is none from a while ago
 * was born since then, so that its value is its rise.
 */
function isCondition(syntax: Syntax, node: SyntaxNode, side: SyntaxNode): boolean {
  const [left, right] = operands(node);
  if (left === undefined || right === undefined) return false;
  if (side.from === right.from) return node.getChild('And') !== null || node.getChild('Unless') !== null;
  return (
    node.getChild('Unless') !== null &&
    functionOf(syntax, right) === 'last_over_time' &&
    syntax.text(right).includes(syntax.text(left))
  );
}

const functionOf = ({ text }: Syntax, call: SyntaxNode): string => {
  const name = call.getChild('FunctionIdentifier');
  return name === null ? '' : text(name);
};
