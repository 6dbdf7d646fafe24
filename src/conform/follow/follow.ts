import type { SyntaxNode } from '@lezer/common';
import { matchersOf, metricOf } from '../../promql/matchers.ts';
import { labelNames, operands, type Syntax } from '../../promql/syntax.ts';
import { binary } from './binary.ts';
import { called } from './called.ts';
import { constant, harmed, valued, whole, type State } from './state.ts';
import type { World } from './world.ts';

/** An expression in a world. */
export interface Scene {
  readonly syntax: Syntax;
  readonly world: World;
}

/**
 * Works out what still comes out of an expression. It follows the text alone, so that whatever depends on values it takes for
 * possible: what it calls silent is silent, and what it does not may be.
 */
export function follow(node: SyntaxNode, scene: Scene): State {
  const inner = (child: SyntaxNode | undefined): State =>
    child === undefined ? whole : follow(child, scene);
  const parts = operands(node);
  switch (node.name) {
    case 'NumberDurationLiteral':
      return constant(Number(scene.syntax.text(node)));
    case 'StringLiteral':
      return constant(NaN);
    case 'VectorSelector':
      return selected(node, scene);
    case 'AggregateExpr':
      return aggregated(node, inner(parts.at(-1)), scene);
    case 'FunctionCall':
      return called(functionName(node, scene), parts.map(inner));
    case 'BinaryExpr':
      return binary(node, [inner(parts[0]), inner(parts[1])], scene);
    case 'UnaryExpr':
      return valued(inner(parts[0]), undefined);
    default:
      return inner(parts[0]);
  }
}

function selected(node: SyntaxNode, { syntax, world }: Scene): State {
  const series = metricOf(syntax, node);
  return series === undefined ? whole : world.see(series, matchersOf(syntax, node));
}

/** A sum of zeros is zero; the largest of equal values is that value. */
const keepsValue: Readonly<Record<string, (value: number) => boolean>> = {
  Sum: (value) => value === 0,
  Avg: () => true,
  Max: () => true,
  Min: () => true,
};

function aggregated(node: SyntaxNode, of: State, scene: Scene): State {
  if (of.yields === 'never') return of;
  const operator = node.getChild('AggregateOp');
  const keeps = Object.entries(keepsValue).some(
    ([name, holds]) => operator?.getChild(name) && of.value !== undefined && holds(of.value),
  );
  const state = keeps ? of : valued(of, undefined);
  return isBlurred(node, scene) ? harmed(state, 'blurred') : state;
}

/** Whether it tells apart by a label that a series in it lacks. */
function isBlurred(node: SyntaxNode, { syntax, world }: Scene): boolean {
  const modifier = node.getChild('AggregateModifier');
  if (modifier?.getChild('By') == null) return false;
  const kept = labelNames(syntax, modifier.getChild('GroupingLabels'));
  return seriesIn(node, syntax).some((series) => world.lacked(series).some((label) => kept.includes(label)));
}

/** Names of the series that an expression reads. */
export function seriesIn(node: SyntaxNode, syntax: Syntax): string[] {
  const found = new Set<string>();
  node.cursor().iterate((child) => {
    const name = child.name === 'VectorSelector' ? metricOf(syntax, child.node) : undefined;
    if (name !== undefined) found.add(name);
  });
  return [...found];
}

function functionName(node: SyntaxNode, { syntax }: Scene): string {
  const name = node.getChild('FunctionIdentifier');
  return name === null ? '' : syntax.text(name);
}
