import { parsePromql, type Syntax } from './syntax.ts';

/**
 * Grafana's variables: `$name`, `${name}`, `${name.field}`, `${name:format}`, `[[name]]`. What begins with a digit is none: `$1`
 * is what `label_replace` has caught.
 */
const variable = /\$([a-z_]\w*)|\$\{([a-z_]\w*)[^}]*\}|\[\[([a-z_]\w*)[^\]]*\]\]/gi;

/** Names of the variables in a text, in reading order. */
export const variablesIn = (text: string): string[] =>
  [...text.matchAll(variable)].map(([, plain, braced, bracketed]) => plain ?? braced ?? bracketed ?? '');

/** Whether Grafana itself gives a variable its value. */
export const isBuiltIn = (name: string): boolean => name.startsWith('__');

/** What PromQL may find where a variable stands. */
export type StandIn = 'duration' | 'number' | 'name';

/**
 * Parses PromQL with Grafana's variables in it. In each one's place stands something as long as itself, so that every node of the
 * tree is where it is in the text, and reads as its author wrote it.
 */
export function parseWithVariables(expr: string, standIn: (name: string) => StandIn): Syntax {
  return {
    root: parsePromql(withoutVariables(expr, standIn)).root,
    text: (node) => expr.slice(node.from, node.to),
  };
}

/** PromQL with something as long in the place of each variable. What stands in quotes or comments stays: PromQL reads on. */
export function withoutVariables(expr: string, standIn: (name: string) => StandIn): string {
  return expr.replaceAll(quotedOrNot, (piece) =>
    /^["'`#]/.test(piece)
      ? piece
      : piece.replaceAll(variable, (use) => inPlaceOf(use, standIn(variablesIn(use)[0] ?? ''))),
  );
}

const quotedOrNot = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`[^`]*`|#[^\n]*|[^"'`#]+/g;

function inPlaceOf({ length }: string, standIn: StandIn): string {
  switch (standIn) {
    case 'duration':
      return '2m'.padStart(length, '0');
    case 'number':
      return '1'.padStart(length, '0');
    case 'name':
      return 'x'.repeat(length);
  }
}
