/** What a label must be: a string for equality, or a regular expression that must match the whole value. */
export type Matcher = string | { readonly matches: string } | { readonly not: string };

/**
 * A series selector. Values are quoted, so that no setting can break out of its string.
 *
 * @example selector('up', { job: 'fraiseql' }) // up{job="fraiseql"}
 */
export function selector(metric: string, matchers: Readonly<Record<string, Matcher>> = {}): string {
  const terms = Object.entries(matchers).map(([label, matcher]) => `${label}${condition(matcher)}`);
  return terms.length > 0 ? `${metric}{${terms.join(', ')}}` : metric;
}

function condition(matcher: Matcher): string {
  if (typeof matcher === 'string') return `=${JSON.stringify(matcher)}`;
  return 'matches' in matcher ? `=~${JSON.stringify(matcher.matches)}` : `!=${JSON.stringify(matcher.not)}`;
}
