import { nodes, parsePromql } from '../promql/syntax.ts';
import type { AlertCheck } from './check.ts';
import { unlikeSides } from './sides.ts';

/** Both sides of a division have the same labels: otherwise no series of the two match, and the ratio is never there. */
export const ratioSidesAlike: AlertCheck = ({ rule }) => {
  const syntax = parsePromql(rule.expr);
  const divisions = nodes(syntax.root, 'BinaryExpr').filter((node) => node.getChild('Div') !== null);
  return divisions.flatMap((node) => {
    const sides = unlikeSides(syntax, node);
    if (sides === undefined) return [];
    return [
      `divides ${sides.left} by ${sides.right}, which match no series. Aggregate both sides by the same labels.`,
    ];
  });
};
