import { nodes, parsePromql } from './syntax.ts';

/** One condition of a series selector, such as `job=~"a|b"`. */
export interface LabelMatcher {
  readonly label: string;
  readonly operator: '=' | '!=' | '=~' | '!~';
  readonly value: string;
}

/** The conditions of every series selector in an expression. */
export function selectorsIn(expr: string): LabelMatcher[][] {
  const { root, text } = parsePromql(expr);
  return nodes(root, 'VectorSelector').map((selector) =>
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
    }),
  );
}

/** A string without its quotes, with the escapes that JSON has too: others are rare, and stay as they are. */
function unquoted(literal: string): string {
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
