import type { SyntaxNode } from '@lezer/common';
import type { Rule } from '../../src/model/rule.ts';
import { decimal } from '../../src/promql/numbers.ts';
import { children, comparisons, nodes, operands, parsePromql, type Syntax } from '../../src/promql/syntax.ts';

/** A rule with one mistake in it. */
export interface Mutant {
  /** What the mistake is, such as `> becomes <= in '… > 0.005'`. */
  readonly mistake: string;
  readonly rule: Rule;
}

/** Every rule that differs from this one by a mistake that people make. */
export function mutantsOf(rule: Rule): Mutant[] {
  const syntax = parsePromql(rule.expr);
  const expressions = [
    ...flippedComparisons(syntax),
    ...scaledThresholds(syntax),
    ...droppedBranches(syntax),
  ].map(({ from, to, text, mistake }) => ({
    mistake,
    rule: { ...rule, expr: rule.expr.slice(0, from) + text + rule.expr.slice(to) },
  }));
  return [...expressions, ...droppedClocks(rule)];
}

interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly mistake: string;
}

const flips: Readonly<Record<string, string>> = {
  '>': '<=',
  '<': '>=',
  '>=': '<',
  '<=': '>',
  '==': '!=',
  '!=': '==',
};

function flippedComparisons({ root, text }: Syntax): Edit[] {
  return nodes(root, ...comparisons).map((node) => {
    const flipped = flips[text(node)] ?? '';
    return { ...span(node), text: flipped, mistake: `${text(node)} becomes ${flipped}` };
  });
}

/** Tenfold and a tenth of every number that is compared with. Zero has no tenfold: it becomes one. */
function scaledThresholds(syntax: Syntax): Edit[] {
  const compared = nodes(syntax.root, 'BinaryExpr').filter((node) =>
    comparisons.some((name) => node.getChild(name)),
  );
  const numbers = compared
    .flatMap((node) => operands(node))
    .filter(({ name }) => name === 'NumberDurationLiteral');
  return numbers.flatMap((node) => {
    const value = Number(syntax.text(node));
    const scaled = value === 0 ? [1] : [value * 10, value / 10];
    return scaled.map((other) => ({
      ...span(node),
      text: decimal(other),
      mistake: `${decimal(value)} becomes ${decimal(other)}`,
    }));
  });
}

/** Each side of `and`, `unless` and `or` alone, where that is a mistake: nobody writes the right side of an `unless`. */
function droppedBranches(syntax: Syntax): Edit[] {
  return nodes(syntax.root, 'BinaryExpr').flatMap((node) => {
    const operator = children(node).find(({ name }) => ['And', 'Unless', 'Or'].includes(name));
    const [left, right] = operands(node);
    if (operator === undefined || left === undefined || right === undefined) return [];
    const without = (kept: SyntaxNode, dropped: SyntaxNode): Edit => ({
      ...span(node),
      text: syntax.text(kept),
      mistake: `drops '${short(syntax.text(dropped))}' of '${operator.name.toLowerCase()}'`,
    });
    return [without(left, right), ...(operator.name === 'Unless' ? [] : [without(right, left)])];
  });
}

function droppedClocks(rule: Rule): Mutant[] {
  const { for: hold, ...hasty } = rule;
  const { keep_firing_for: keep, ...flapping } = rule;
  return [
    ...(hold === undefined ? [] : [{ mistake: `drops for: ${hold}`, rule: hasty }]),
    ...(keep === undefined ? [] : [{ mistake: `drops keep_firing_for: ${keep}`, rule: flapping }]),
  ];
}

const span = ({ from, to }: SyntaxNode) => ({ from, to });

function short(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 70 ? `${line.slice(0, 40)} … ${line.slice(-27)}` : line;
}
