import type { Threshold as Step } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Mark, Marked } from '../model/dashboard.ts';
import type { Template } from '../model/template.ts';
import { humanNumber } from '../promql/numbers.ts';
import { thresholdIn } from '../rules/render.ts';
import { scopeOf } from '../rules/resolve.ts';
import type { Context } from './context.ts';

/** A mark in one environment. */
interface MarkAt {
  readonly mark: Mark;
  readonly value: number;
}

/** The marks of a panel where they are drawn. One whose alert this environment goes without is left out with it. */
export const drawn = ({ marks = [] }: Marked, context: Context): MarkAt[] =>
  marks
    .filter(({ alert }) => !context.alerts.leftOut.some((one) => one.alert === alert))
    .map((mark) => ({ mark, value: valueOf(mark, context) }));

/** Where a mark's alert fires, which may be beside its threshold: at a bucket that the binding has. */
function valueOf({ at, alert: name }: Mark, { alerts, settings, scope }: Context): number {
  const found = alerts.alerts.find(({ alert }) => alert.name === name)?.alert;
  const fires = found && thresholdIn(found.expr, at, scopeOf(found, settings, scope.carriers));
  return fires ?? at.values[scope.profile];
}

/** Colours from the lowest value up: each step begins at its value, and the first has none. */
export function steps(panel: Marked, context: Context): Step[] {
  const { colours } = context.style;
  const marks = drawn(panel, context).map(({ mark, value }) => ({ value, color: colours[mark.means] }));
  // Of two marks at one value, the worse one counts.
  const apart = marks.filter(({ value }, at) => !marks.slice(at + 1).some((later) => later.value === value));
  if (panel.bad !== 'low') return [{ value: null, color: colours.healthy }, ...apart];
  const colour = (at: number) => apart[at]?.color ?? colours.healthy;
  return [
    { value: null, color: colour(apart.length - 1) },
    ...apart
      .map(({ value }, at) => ({ value, color: at === 0 ? colours.healthy : colour(at - 1) }))
      .reverse(),
  ];
}

/** A panel's description: its thresholds become the numbers that are drawn. */
export function describe(description: Template, panel: Marked, context: Context): string {
  const marks = drawn(panel, context);
  const parts = description.parts.map((part) => {
    if (typeof part === 'string') return part;
    if (part.kind === 'signal') return part.signal;
    const value = marks.find(({ mark }) => mark.at === part)?.value ?? part.values[context.scope.profile];
    return humanNumber(value, part.unit);
  });
  return parts.join('').replace(/\s+/g, ' ').trim();
}
