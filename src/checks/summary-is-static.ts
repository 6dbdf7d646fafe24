import type { AlertCheck } from './check.ts';

/** A summary is one static sentence: it is the headline of a group, whose alerts differ in their values. */
export const summaryIsStatic: AlertCheck = ({ rule }) => {
  const summary = rule.annotations.summary ?? '';
  if (summary.includes('{{')) return ['has a template in its summary. Values belong into the description.'];
  return /^[A-Z].*\.$/.test(summary)
    ? []
    : [`has the summary '${summary}', which is no sentence: capital first, full stop last.`];
};
