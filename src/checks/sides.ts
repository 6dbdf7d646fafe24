import type { SyntaxNode } from '@lezer/common';
import { labelsOfMetric } from '../metrics/labels.ts';
import { resultLabels, type ResultLabels } from '../promql/labels.ts';
import { operands, type Syntax } from '../promql/syntax.ts';

/** The two sides of an operator in words, when they have different labels, so that no series of the two match. */
export function unlikeSides(syntax: Syntax, node: SyntaxNode): { left: string; right: string } | undefined {
  if (node.getChild('MatchingModifierClause') !== null) return undefined;
  const [left, right] = operands(node).map((side) => resultLabels(syntax, side, labelsOfMetric));
  if (left === undefined || right === undefined || alike(left, right)) return undefined;
  return { left: say(left), right: say(right) };
}

function alike(left: ResultLabels, right: ResultLabels): boolean {
  if (left === 'number' || right === 'number') return true;
  const [a, b] = [left, right].map(({ names, target }) => [...new Set(names), String(target)].sort().join());
  return a === b;
}

function say(labels: ResultLabels): string {
  if (labels === 'number') return 'a number';
  const names = [...labels.names, ...(labels.target ? ['the target'] : [])];
  return names.length === 0 ? 'a value without labels' : `values by ${names.join(', ')}`;
}
