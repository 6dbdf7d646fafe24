import { durationSeconds } from '../promql/duration.ts';
import { nodes, parsePromql } from '../promql/syntax.ts';
import type { AlertCheck } from './check.ts';

/** Every window holds four scrapes, so that a lost one neither hides a rate nor ends an alert. */
export const windowHoldsScrapes: AlertCheck = ({ rule }, { settings }) => {
  const { scrapeInterval } = settings.monitoring;
  const least = 4 * durationSeconds(scrapeInterval);
  const { root, text } = parsePromql(rule.expr);
  const windows = new Set(
    nodes(root, 'MatrixSelector')
      .flatMap((node) => node.getChild('DurationExpr') ?? [])
      .map(text),
  );
  return [...windows]
    .filter((window) => durationSeconds(window) < least)
    .map(
      (window) =>
        `looks back ${window}, which holds fewer than four scrapes of ${scrapeInterval}. Widen the window or scrape more often.`,
    );
};
