import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Rule, RuleGroup } from '../../src/model/rule.ts';
import { toYaml } from '../../src/output/yaml.ts';
import { durationSeconds } from '../../src/promql/duration.ts';
import { tool } from '../tool.ts';
import type { Clock } from './notation.ts';
import { expand, type InputSeries } from './series.ts';
import { healthy, recordedOnAGoodDay, type Story } from './stories.ts';

/** What promtool said: nothing when everything came as told. */
export type Verdict = { readonly kept: true } | { readonly kept: false; readonly output: string };

/** Plays stories against one rule in a real Prometheus engine: `promtool test rules`. */
export function play(rule: Rule, told: readonly Story[], binding: string): Promise<Verdict> {
  const tests = told.map((story) => toTest(story, rule, binding));
  return promtool([{ name: 'one', rules: [rule] }], told[0]?.every ?? '30s', tests);
}

/** Plays the good day against all rules: nothing but the Watchdog may fire at these moments. */
export function playQuiet(
  groups: readonly RuleGroup[],
  moments: readonly string[],
  binding: string,
): Promise<Verdict> {
  const clock = { step: 30, samples: 2 + Math.max(...moments.map(durationSeconds)) / 30 };
  const test = {
    interval: '30s',
    input_series: Object.values(healthy(binding)).flatMap(({ series, course }) =>
      expand(series, course, clock, binding),
    ),
    promql_expr_test: moments.map((at) => ({
      expr: 'ALERTS{alertstate="firing", alertname!="Watchdog"}',
      eval_time: at,
      exp_samples: [],
    })),
  };
  return promtool(groups, '30s', [test]);
}

async function promtool(
  groups: readonly RuleGroup[],
  interval: string,
  tests: readonly object[],
): Promise<Verdict> {
  const folder = mkdtempSync(join(tmpdir(), 'stories-'));
  try {
    writeFileSync(join(folder, 'rules.yaml'), toYaml({ groups }));
    const document = { rule_files: ['rules.yaml'], evaluation_interval: interval, tests };
    writeFileSync(join(folder, 'test.yaml'), toYaml(document));
    const { code, output } = await tool('promtool', ['test', 'rules', join(folder, 'test.yaml')]);
    return code === 0 ? { kept: true } : { kept: false, output };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function toTest(story: Story, rule: Rule, binding: string) {
  const firing = `count(ALERTS{alertname="${rule.alert}", alertstate="firing"}) or vector(0)`;
  const expectations = [
    ...story.fires.map((at) => ({ at, value: 1 })),
    ...story.quiet.map((at) => ({ at, value: 0 })),
  ];
  return {
    interval: story.every,
    name: story.story,
    input_series: inputOf(story, rule, binding),
    promql_expr_test: expectations.map(({ value, at }) => ({
      expr: `(${firing}) > bool 0`,
      eval_time: at,
      exp_samples: [{ labels: '{}', value }],
    })),
    ...(story.says === undefined ? {} : { alert_rule_test: [saying(story, rule, story.says)] }),
  };
}

function saying({ fires: [first], labels }: Story, rule: Rule, description: string) {
  return {
    eval_time: first,
    alertname: rule.alert,
    exp_alerts: [
      { exp_labels: { ...rule.labels, ...labels }, exp_annotations: { ...rule.annotations, description } },
    ],
  };
}

/** The healthy series that the rule reads, bent as the story says, and those that the story adds. */
function inputOf(story: Story, rule: Rule, binding: string): InputSeries[] {
  const clock = clockOf(story);
  const world = story.alone ? {} : { ...healthy(binding), ...recordedOnAGoodDay };
  const unknown = Object.keys(story.when).filter((name) => !(name in world));
  if (unknown.length > 0)
    throw new Error(`'${story.story}' bends ${unknown.join(', ')}, which no healthy series is called.`);
  const bent = Object.entries(world)
    .filter(([, { series }]) => rule.expr.includes(series.replace(/\{.*/, '')))
    .flatMap(([name, { series, course }]) => expand(series, story.when[name] ?? course, clock, binding));
  const added = Object.entries(story.and).flatMap(([series, values]) =>
    expand(series, values, clock, binding),
  );
  return [...bent, ...added].filter(({ values }) => !/^(_x\d+ ?)*$/.test(values));
}

function clockOf({ every, fires, quiet }: Story): Clock {
  const step = durationSeconds(every);
  const last = Math.max(...[...fires, ...quiet].map(durationSeconds));
  return { step, samples: Math.ceil(last / step) + 2 };
}
