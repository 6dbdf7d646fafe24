import type { SyntaxNode } from '@lezer/common';
import { nodes, parsePromql, type Syntax } from './syntax.ts';

/** One condition of a series selector, such as `job=~"a|b"`. */
export interface LabelMatcher {
  readonly label: string;
  readonly operator: '=' | '!=' | '=~' | '!~';
  readonly value: string;
}

/** The conditions of every series selector in an expression. */
export function selectorsIn(expr: string): LabelMatcher[][] {
  const syntax = parsePromql(expr);
  return nodes(syntax.root, 'VectorSelector').map((selector) => matchersOf(syntax, selector));
}

/** The conditions of one series selector. */
export const matchersOf = ({ text }: Syntax, selector: SyntaxNode): LabelMatcher[] =>
  nodes(selector, 'UnquotedLabelMatcher').flatMap((matcher) => {
    const [label, operator, value] = ['LabelName', 'MatchOp', 'StringLiteral'].map((name) =>
      matcher.getChild(name),
    );
    if (!label || !operator || !value) return [];
    return [
      {
        label: text(label),
        operator: text(operator) as LabelMatcher['operator'],
        value: unquoted(text(value)),
      },
    ];
  });

/** The metric that a series selector names, before its braces or in them. Nothing, when it names none or a pattern of names. */
export function metricOf(syntax: Syntax, selector: SyntaxNode): string | undefined {
  const name = selector.getChild('Identifier');
  if (name !== null) return syntax.text(name);
  const quoted = nodes(selector, 'QuotedLabelName')[0];
  if (quoted !== undefined) return unquoted(syntax.text(quoted));
  const matcher = matchersOf(syntax, selector).find(({ label }) => label === '__name__');
  return matcher?.operator === '=' ? matcher.value : undefined;
}

/** A string without its quotes, with the escapes that JSON has too: others are rare, and stay as they are. */
export function unquoted(literal: string): string {
  try {
    return literal.startsWith('"') ? (JSON.parse(literal) as string) : literal.slice(1, -1);
  } catch {
    return literal.slice(1, -1);
  }
}

/** What a matcher asks to be there: its value, or each alternative of a regular expression. A negative one asks nothing. */
export function alternatives({ operator, value }: LabelMatcher): string[] {
  if (operator === '=') return [value];
  if (operator !== '=~') return [];
  return /[([]/.test(value) ? [value] : value.split('|');
}

/** Whether a matcher's alternative takes a value: a regular expression takes the whole of it. */
export function takesValue({ operator }: LabelMatcher, alternative: string, value: string): boolean {
  if (operator === '=' || alternative === value) return alternative === value;
  try {
    return new RegExp(`^(?:${alternative})$`).test(value);
  } catch {
    return false;
  }
}
