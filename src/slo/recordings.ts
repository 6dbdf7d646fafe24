import { windows, type Indicator, type Objective } from '../model/objective.ts';
import type { RecordingRule, RuleGroup } from '../model/rule.ts';
import type { Template } from '../model/template.ts';
import { carriersFor } from '../metrics/carriers.ts';
import {
  recordedLabels,
  recordedName,
  recordedSeries,
  slice,
  type RecordedSlo,
} from '../metrics/recorded.ts';
import { durationSeconds } from '../promql/duration.ts';
import { decimal } from '../promql/numbers.ts';
import { renderPromql, type Scope } from '../rules/render.ts';
import type { Settings } from '../settings/schema.ts';
import { budgetOf, periodDays } from './budget.ts';
import { windowSums } from './windows.ts';

/** Where recorded series belong. */
interface Owner {
  readonly settings: Settings;
  readonly slo: RecordedSlo;
}

/** The recording rules of all objectives in one environment, a group for each. */
export function recordingGroups(objectives: readonly Objective[], settings: Settings): RuleGroup[] {
  const { profile } = settings.thresholds;
  const scope: Scope = { carriers: carriersFor(settings), profile, standIn: 'above' };
  return objectives.map((objective) => recordingGroup(objective, settings, scope));
}

/**
 * The recording rules of one objective: its slices, the windows that are summed from them, and what is left of its budget. In one
 * group, so that each rule reads what the ones before it have just recorded.
 */
function recordingGroup(objective: Objective, settings: Settings, scope: Scope): RuleGroup {
  const { name, indicator, sla } = objective;
  const own: Owner = { settings, slo: name };
  const promised: Owner = { settings, slo: `${name}-sla` };
  return {
    name: `fraiseql-slo-${name}`,
    interval: slice,
    rules: [
      ...counts(own, indicator, scope),
      ...budget(own, objective),
      ...(sla.indicator === undefined ? [] : counts(promised, sla.indicator, scope)),
    ],
  };
}

/** Slices, their sums over every window, and the ratios of those. */
function counts(owner: Owner, indicator: Indicator, scope: Scope): RecordingRule[] {
  const { all, bad } = sliceOf(owner, indicator, scope);
  const ofOwner = (name: string) => series(owner, name);
  const sums = ([recordedName.all, recordedName.bad] as const).flatMap((count) =>
    windowSums(count, ofOwner).map(({ window, expr }) => rule(owner, count(window), expr)),
  );
  return [
    rule(owner, recordedName.all(slice), all),
    rule(owner, recordedName.bad(slice), bad),
    ...sums,
    ...windows.map((window) => ratioOf(owner, window)),
  ];
}

/** How much there was in a slice, and how much of it was bad. */
function sliceOf(owner: Owner, indicator: Indicator, scope: Scope): { all: string; bad: string } {
  if (indicator.counts === 'seconds') {
    const render = (template: Template) => renderPromql(template, scope);
    const seconds = `vector(${decimal(durationSeconds(slice))})`;
    const watched = `${seconds} and on () ${render({ parts: [indicator.watched] })}`;
    const down = `${seconds} and on () (\n${render(indicator.badWhile)}\n)`;
    return {
      all: watched,
      bad: `((${down}) or vector(0)) and on () ${series(owner, recordedName.all(slice))}`,
    };
  }
  const render = (use: typeof indicator.all) => renderPromql({ parts: [use] }, scope);
  const [all, counted] = [render(indicator.all), `sum(${series(owner, recordedName.all(slice))})`];
  // No series of errors is no error, as long as queries are counted.
  if ('bad' in indicator) return { all, bad: `${render(indicator.bad)}\nor\n${counted} * 0` };
  return { all, bad: `${counted}\n-\n${render(indicator.good)}` };
}

/** Bad events over all; 0 when there were none at all, and unknown when either is. Events are divided, and never averages of ratios. */
function ratioOf(owner: Owner, window: string): RecordingRule {
  const all = series(owner, recordedName.all(window));
  const bad = series(owner, recordedName.bad(window));
  const expr = `${bad} / (${all} > 0)\nor\n(${bad} and ${all}) * 0`;
  return rule(owner, recordedName.ratio(window), expr, { sloth_window: window });
}

/** The budget, and what is left of it, by the names that sloth's dashboards read. */
function budget(owner: Owner, objective: Objective): RecordingRule[] {
  const allowed = decimal(budgetOf(objective));
  const percent = decimal(objective.slo.ratio * 100);
  const of = (window: string) => `max(${series(owner, recordedName.ratio(window))}) / ${allowed}`;
  return [
    rule(owner, recordedName.objective, `vector(${decimal(objective.slo.ratio)})`),
    rule(owner, recordedName.budget, `vector(${allowed})`),
    rule(owner, recordedName.days, `vector(${String(periodDays)})`),
    rule(owner, recordedName.burnRate, of('5m')),
    rule(owner, recordedName.periodBurnRate, of('30d')),
    rule(owner, recordedName.budgetLeft, `1 - ${of('30d')}`),
    rule(owner, recordedName.info, 'vector(1)', { sloth_objective: percent }),
  ];
}

const series = ({ settings, slo }: Owner, name: string): string => recordedSeries(settings, slo, name);

const rule = (
  { settings, slo }: Owner,
  record: string,
  expr: string,
  labels: Readonly<Record<string, string>> = {},
): RecordingRule => ({ record, expr, labels: { ...recordedLabels(settings, slo), ...labels } });
