import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { alertGroups } from '../../alerts/index.ts';
import type { BindingName } from '../../src/conform/metrics.ts';
import type { Rule } from '../../src/model/rule.ts';
import { toYaml } from '../../src/output/yaml.ts';
import { durationSeconds } from '../../src/promql/duration.ts';
import { resolveAlerts } from '../../src/rules/resolve.ts';
import { production, withSettings } from '../good.ts';
import { expand, type InputSeries } from '../promtool/series.ts';
import { healthy, stories, type Story } from '../promtool/stories.ts';
import { tool } from '../tool.ts';
import type { Bending } from './bend.ts';

/** A story that is told to one alert by a bent server, and whether the alert fires at its moments. */
export interface Trial {
  readonly name: string;
  readonly alert: string;
  readonly binding: BindingName;
  readonly bending: Bending;
  readonly when: Story['when'];
  readonly moments: readonly string[];
  readonly fires: boolean;
}

/** What promtool says against trials: nothing where each came as it should. One run of promtool, a file for each alert. */
export async function contradictions(trials: readonly Trial[]): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'proof-'));
  const keys = [...new Set(trials.map(keyOf))];
  try {
    const files = keys.map((key, at) => {
      const of = trials.filter((trial) => keyOf(trial) === key);
      const name = String(at);
      writeFileSync(
        join(folder, `${name}-rules.yaml`),
        toYaml({ groups: [{ name, rules: [ruleOf(of[0]?.alert ?? '', of[0]?.binding ?? 'contract')] }] }),
      );
      const document = {
        rule_files: [`${name}-rules.yaml`],
        evaluation_interval: '30s',
        tests: of.map(toTest),
      };
      writeFileSync(join(folder, `${name}.yaml`), toYaml(document));
      return join(folder, `${name}.yaml`);
    });
    const { code, output } = await tool('promtool', ['test', 'rules', ...files]);
    return code === 0 ? '' : output.replace(/^.*(Unit Testing|SUCCESS).*\n|^\s*\n/gm, '');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const keyOf = ({ alert, binding }: Trial): string => `${binding} ${alert}`;

const rules: Readonly<Record<BindingName, ReadonlyMap<string, Rule>>> = {
  contract: rulesOf('contract'),
  'fraiseql-2.15': rulesOf('fraiseql-2.15'),
};

function rulesOf(binding: BindingName): ReadonlyMap<string, Rule> {
  const { alerts } = resolveAlerts(alertGroups, withSettings(production, { 'metrics.binding': binding }));
  return new Map(alerts.map(({ rule }) => [rule.alert, rule]));
}

/** Names of alerts that read a server themselves, and not through what rules record. */
export const readsServer = (binding: BindingName): string[] =>
  [...rules[binding].values()].filter(({ expr }) => expr.includes('fraiseql_')).map(({ alert }) => alert);

/** The expression of an alert. */
export const exprOf = (alert: string, binding: BindingName): string => ruleOf(alert, binding).expr;

/** The rule of an alert, as Prometheus reads it. */
export function ruleOf(alert: string, binding: BindingName): Rule {
  const rule = rules[binding].get(alert);
  if (rule === undefined) throw new Error(`There is no alert ${alert} with ${binding}.`);
  return rule;
}

function toTest({ name, alert, binding, bending, when, moments, fires }: Trial) {
  const { expr } = ruleOf(alert, binding);
  const clock = { step: 30, samples: 2 + Math.max(...moments.map(durationSeconds)) / 30 };
  const series = Object.entries(healthy(binding))
    .filter(([, { series }]) => expr.includes(series.replace(/\{.*/, '')))
    .flatMap(([key, { series, course }]) => expand(series, when[key] ?? course, clock, binding))
    .flatMap((one) => bendOne(one, bending));
  return {
    interval: '30s',
    name,
    input_series: series.filter(({ values }) => !/^(_x\d+ ?)*$/.test(values)),
    promql_expr_test: moments.map((at) => ({
      expr: `(count(ALERTS{alertname="${alert}", alertstate="firing"}) or vector(0)) > bool 0`,
      eval_time: at,
      exp_samples: [{ labels: '{}', value: fires ? 1 : 0 }],
    })),
  };
}

function bendOne({ series, values }: InputSeries, bending: Bending): InputSeries[] {
  const bent = bending(series);
  return bent === undefined ? [] : [{ series: bent, values }];
}

/** A story in which an alert fires on a series of the service alone, with production's settings. */
export const firingStory = (alert: string, binding: BindingName): Story | undefined =>
  stories
    .get(alert)
    ?.find(
      ({ settings, fires, alone, and, every }) =>
        fires.length > 0 &&
        !alone &&
        every === '30s' &&
        Object.keys(and).length === 0 &&
        Object.entries(settings).every(([path, value]) => path === 'metrics.binding' && value === binding) &&
        (settings['metrics.binding'] ?? 'contract') === binding,
    );
