import type { Objective, Tier } from '../../src/model/objective.ts';
import type { Rule } from '../../src/model/rule.ts';
import { recordedName, recordedSeries, slice } from '../../src/metrics/recorded.ts';
import { durationSeconds } from '../../src/promql/duration.ts';
import { resolveAlerts } from '../../src/rules/resolve.ts';
import { burnAlerts } from '../../src/slo/alerts.ts';
import { production } from '../good.ts';
import { playRules, rulesFor } from './promtool.ts';

/** Seconds between two evaluations. */
export const step = durationSeconds(slice);

/** The last moment at which all was good: both windows are full. */
export const good = ({ long }: Tier): number => durationSeconds(long) + 600;

/** Courses of promtool hold one value more than they repeat. */
export const steps = (seconds: number): string => String(seconds / step);

/** Plays one tier alone, on a million events a slice of which some are bad. */
export function playTier(
  objective: Objective,
  tier: Tier,
  bad: readonly string[],
  moments: readonly { at: number; firing: number }[],
): Promise<string> {
  const alerts = burnAlerts(objective, [tier]).filter(({ name }) => name.endsWith(suffix[tier.tells]));
  const [resolved] = resolveAlerts([{ name: 'one', alerts }], production).alerts;
  if (resolved === undefined) throw new Error(`${objective.name} has no such alert.`);
  const series = (name: string) => recordedSeries(production, objective.name, name);
  const { alert, expr, for: holds, labels, annotations } = resolved.rule;
  // Without `keep_firing_for`: the table tells when the condition ends.
  const rule: Rule = { alert, expr, ...(holds === undefined ? {} : { for: holds }), labels, annotations };
  const rules = rulesFor([rule.expr]).filter(({ record }) => !record.endsWith(slice));
  const last = Math.max(...moments.map(({ at }) => at)) / step + 1;
  const input = [
    { series: series(recordedName.all(slice)), values: `1000000x${String(last)}` },
    { series: series(recordedName.bad(slice)), values: bad.join(' ') },
  ];
  const firing = `(ALERTS{alertname="${rule.alert}", alertstate="firing"} or vector(0)) > bool 0`;
  return playRules(
    [...rules, rule],
    input,
    moments.map(({ at, firing: value }) => ({ at, expr: firing, value })),
  );
}

const suffix = { page: 'BurnFast', ticket: 'BurnSlow' } as const;
