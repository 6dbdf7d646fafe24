import { isFromElsewhere } from '../../../metrics/origin.ts';
import { matchersOf, metricOf, type LabelMatcher } from '../../../promql/matchers.ts';
import { nodes } from '../../../promql/syntax.ts';
import { variablesIn } from '../../../promql/variables.ts';
import type { Expression } from './queries.ts';

/**
 * Says which selectors of a query leave out the condition that follows a variable, such as `job=~"$job"`. Series of exporters and
 * of rules are let off, unless told otherwise: their targets are others, or none.
 */
export const selectorsWithout = (
  { syntax }: Expression,
  label: string,
  needs: (metric: string) => boolean = (metric) => !isFromElsewhere(metric),
): string[] =>
  nodes(syntax.root, 'VectorSelector')
    .filter((selector) => needs(metricOf(syntax, selector) ?? ''))
    .filter((selector) => !matchersOf(syntax, selector).some((matcher) => follows(matcher, label)))
    .map(
      (selector) =>
        `selects ${syntax.text(selector)}, whatever ${label} is chosen. Add ${label}=~"$${label}".`,
    );

/** Whether a matcher takes what is chosen, and nothing else. */
const follows = ({ label, operator, value }: LabelMatcher, name: string): boolean =>
  label === name &&
  operator === '=~' &&
  /^\$(\w+|\{\w+(:\w+)?\})$/.test(value) &&
  variablesIn(value)[0] === name;
