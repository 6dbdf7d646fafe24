import type { SyntaxNode } from '@lezer/common';
import { labelsOfMetric } from '../../metrics/labels.ts';
import { resultLabels, type MetricLabels } from '../../promql/labels.ts';
import { comparisons, operands } from '../../promql/syntax.ts';
import { compared } from './compared.ts';
import type { Scene } from './follow.ts';
import { harmed, joined, lost, valued, type State } from './state.ts';

/** What comes out of two operands. */
export function binary(node: SyntaxNode, [left, right]: readonly [State, State], scene: Scene): State {
  if (node.getChild('Or') !== null) return either(left, right);
  if (node.getChild('Unless') !== null) return unless(node, left, right);
  if (tellsStill(left, right)) return { ...joined(left, right), harms: left.harms };
  if (left.yields === 'never' || right.yields === 'never') {
    return {
      ...joined(left, right),
      yields: 'never',
      remembered: left.remembered ?? right.remembered ?? false,
    };
  }
  if (doNotMeet(node, scene)) return lost;
  if (node.getChild('And') !== null) return both(left, right);
  const comparison = comparisons.find((name) => node.getChild(name) !== null);
  return comparison === undefined ? reckoned(node, left, right) : compared(comparison, left, right);
}

/** Whether absence is told on a condition that holds as long as the time before is remembered: long enough to be told. */
const tellsStill = (left: State, right: State): boolean =>
  left.harms.has('tells') && right.yields === 'never' && right.remembered === true;

/** One side steps in for the other: where that is lost, a part of the whole is. */
function either(left: State, right: State): State {
  const state = joined(left, right);
  if (left.yields === 'never' && right.yields === 'never') return { ...state, yields: 'never' };
  if (left.yields === 'never') return { ...right, harms: state.harms };
  if (right.yields === 'never') return { ...left, harms: state.harms };
  const yields = left.yields === 'always' || right.yields === 'always' ? 'always' : 'sometimes';
  return valued({ ...state, yields }, left.value === right.value ? left.value : undefined);
}

/** What an exception takes away: everything, when it always holds for all; and when it cannot hold any more, nothing. */
function unless(node: SyntaxNode, left: State, right: State): State {
  if (left.yields === 'never') return left;
  if (right.yields === 'never') return right.harms.size > 0 ? harmed(left, 'false') : left;
  const yields = right.yields === 'always' && matchesOnNothing(node) ? 'never' : 'sometimes';
  return { ...left, yields, harms: joined(left, right).harms };
}

const matchesOnNothing = (node: SyntaxNode): boolean => {
  const matching = node.getChild('MatchingModifierClause');
  return (
    matching?.getChild('On') != null && matching.getChild('GroupingLabels')?.firstChild?.nextSibling == null
  );
};

const both = (left: State, right: State): State =>
  valued({ ...joined(left, right), ...kept(left) }, left.value);

/** `and` keeps its left side as it is. */
const kept = ({ bounds, high }: State) => ({
  ...(bounds === undefined ? {} : { bounds }),
  ...(high === undefined ? {} : { high }),
});

/** Arithmetic: zero stays zero, whatever it is multiplied with or divided by. */
function reckoned(node: SyntaxNode, left: State, right: State): State {
  const is = (name: string) => node.getChild(name) !== null;
  const zero = (left.value === 0 && (is('Mul') || is('Div'))) || (right.value === 0 && is('Mul'));
  const high = is('Div')
    ? left.high === true && right.high !== true
    : left.high === true || right.high === true;
  return valued({ ...joined(left, right), high }, zero ? 0 : undefined);
}

/**
 * Whether two vectors have the same labels where they should, and have not any more: then nothing on the one side is the partner of
 * anything on the other.
 */
function doNotMeet(node: SyntaxNode, { syntax, world }: Scene): boolean {
  const [left, right] = operands(node);
  if (left === undefined || right === undefined || node.getChild('MatchingModifierClause') !== null)
    return false;
  const alike = (labels: MetricLabels): boolean => {
    const [some, others] = [left, right].map((side) => resultLabels(syntax, side, labels));
    if (some === 'number' || others === 'number' || some === undefined || others === undefined) return true;
    return [...some.names].sort().join() === [...others.names].sort().join();
  };
  return alike(labelsOfMetric) && !alike(world.labelsOf);
}
