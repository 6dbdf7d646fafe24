import { nodes, parsePromql } from '../promql/syntax.ts';
import type { AlertCheck } from './check.ts';
import { unlikeSides } from './sides.ts';

/** Both sides of `and` and `unless` have the same labels: otherwise an `and` never holds, and an `unless` takes nothing away. */
export const conditionsMeet: AlertCheck = ({ rule }) => {
  const syntax = parsePromql(rule.expr);
  return nodes(syntax.root, 'BinaryExpr').flatMap((node) => {
    const operator = node.getChild('And') ?? node.getChild('Unless');
    const sides = operator === null ? undefined : unlikeSides(syntax, node);
    if (operator === null || sides === undefined) return [];
    const name = syntax.text(operator);
    return [
      `joins ${sides.left} and ${sides.right} by '${name}', which never meet. Write '${name} on (…)' with the labels that both have.`,
    ];
  });
};
