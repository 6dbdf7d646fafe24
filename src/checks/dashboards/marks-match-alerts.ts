import type { DrawnMark } from '../../model/grafana.ts';
import type { Severity } from '../../model/severity.ts';
import { comparisonsIn } from '../../promql/comparisons.ts';
import type { ResolvedAlert } from '../../rules/resolve.ts';
import { ofPanels, type DashboardContext } from './check.ts';
import { alertOf, comparisonsAt, marksOf } from './read/marks.ts';

/** What an alert of a severity does, as marks say it. */
const does: Readonly<Record<Severity, DrawnMark['means']>> = {
  critical: 'page',
  high: 'page',
  medium: 'ticket',
  low: 'objective',
  none: 'objective',
};

/** The line that is drawn is the line that pages: its value is in the rule of the alert that it names, which does what it says. */
export const marksMatchAlerts = ofPanels((panel, dashboard, context) =>
  marksOf(panel, dashboard, context).flatMap((mark) => faults(mark, context)),
);

function faults(mark: DrawnMark, context: DashboardContext): string[] {
  const { value, alert } = mark;
  if (alert === undefined) return [];
  const found = alertOf(mark, context);
  if (found === undefined) return [`marks ${String(value)} for '${alert}', which is no alert here.`];
  return [...otherValues(mark, found), ...otherMeaning(mark, found)];
}

function otherValues(mark: DrawnMark, found: ResolvedAlert): string[] {
  if (comparisonsAt(mark, found).length > 0) return [];
  const has = comparisonsIn(found.rule.expr).map(({ value }) => String(value));
  return [
    `marks ${String(mark.value)} for ${found.alert.name}, which compares with ${has.join(', ') || 'no number'}.`,
  ];
}

function otherMeaning({ value, means }: DrawnMark, { alert }: ResolvedAlert): string[] {
  const wanted = does[alert.severity];
  return means === wanted
    ? []
    : [
        `marks ${String(value)} as ${means} for ${alert.name}, whose severity ${alert.severity} means ${wanted}.`,
      ];
}
