import type { Route } from './config.ts';

/** A matcher of Alertmanager, taken apart. */
export interface ParsedMatcher {
  readonly label: string;
  readonly operator: '=' | '!=' | '=~' | '!~';
  readonly value: string;
  readonly matches: (value: string) => boolean;
}

/** The routes that an alert with these labels ends in, found as Alertmanager does: first child that matches, unless it continues. */
export function walk(route: Route, labels: Readonly<Record<string, string>>): readonly Route[] {
  if (!matchesAll(route.matchers ?? [], labels)) return [];
  const found: Route[] = [];
  for (const child of route.routes ?? []) {
    const ends = walk(child, labels);
    found.push(...ends);
    if (ends.length > 0 && child.continue !== true) break;
  }
  return found.length > 0 ? found : [route];
}

/** A route and all below it. */
export const allRoutes = (route: Route): Route[] => [route, ...(route.routes ?? []).flatMap(allRoutes)];

/** Whether labels satisfy every matcher. A label that is not there is empty. */
export const matchesAll = (matchers: readonly string[], labels: Readonly<Record<string, string>>): boolean =>
  matchers.map(parseMatcher).every(({ label, matches }) => matches(labels[label] ?? ''));

/**
 * Reads a matcher such as `severity="critical"`.
 *
 * @throws when it is none: our own routes are written by us, so that this is a mistake in the project.
 */
export function parseMatcher(text: string): ParsedMatcher {
  const [, label, operator, quoted] = /^(\w+)(=~|!~|!=|=)(".*")$/.exec(text) ?? [];
  if (label === undefined || operator === undefined || quoted === undefined) {
    throw new Error(`A matcher must be like severity="critical", got '${text}'.`);
  }
  const value = JSON.parse(quoted) as string;
  return { label, operator: operator as ParsedMatcher['operator'], value, matches: test(operator, value) };
}

function test(operator: string, value: string): (got: string) => boolean {
  const whole = (got: string) => new RegExp(`^(?:${value})$`, 'u').test(got);
  switch (operator) {
    case '=':
      return (got) => got === value;
    case '!=':
      return (got) => got !== value;
    case '=~':
      return whole;
    default:
      return (got) => !whole(got);
  }
}
