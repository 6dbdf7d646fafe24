import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { objectives } from '../../alerts/slos.ts';
import type { ObjectiveName } from '../../src/model/objective.ts';
import type { RecordingRule, Rule } from '../../src/model/rule.ts';
import { recordedSeries } from '../../src/metrics/recorded.ts';
import { toYaml } from '../../src/output/yaml.ts';
import { recordingGroups } from '../../src/slo/recordings.ts';
import { production } from '../good.ts';
import { tool } from '../tool.ts';

/** What to ask at a moment, and the number that must come. `undefined`: no series. */
export interface Expectation {
  readonly at: number;
  readonly expr: string;
  readonly value: number | undefined;
}

/** The recording rules that some series need: theirs, and those of what theirs read. */
export function rulesFor(series: readonly string[]): RecordingRule[] {
  const all = recordingGroups(objectives, production).flatMap(({ rules }) => rules as RecordingRule[]);
  const selectorOf = ({ record, labels }: RecordingRule) =>
    `${record}{namespace="${labels.namespace ?? ''}", sloth_id="${labels.sloth_id ?? ''}"}`;
  const needed = new Set<RecordingRule>();
  const visit = (text: string): void => {
    for (const rule of all.filter((one) => !needed.has(one) && text.includes(selectorOf(one)))) {
      needed.add(rule);
      visit(rule.expr);
    }
  };
  for (const one of series) visit(one);
  return all.filter((rule) => needed.has(rule));
}

/** A recorded series of production. */
export const recordedOf = (objective: ObjectiveName, name: string): string =>
  recordedSeries(production, objective, name);

/** Plays rules over input series of every 30 s, and returns what promtool has to say against the expectations. */
export async function playRules(
  rules: readonly (RecordingRule | Rule)[],
  input: readonly { series: string; values: string }[],
  expected: readonly Expectation[],
  every = '30s',
): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'slices-'));
  try {
    writeFileSync(join(folder, 'rules.yaml'), toYaml({ groups: [{ name: 'one', rules }] }));
    const test = { interval: '30s', input_series: input, promql_expr_test: expected.map(toTest) };
    const document = { rule_files: ['rules.yaml'], evaluation_interval: every, tests: [test] };
    writeFileSync(join(folder, 'test.yaml'), toYaml(document));
    const { code, output } = await tool('promtool', ['test', 'rules', join(folder, 'test.yaml')]);
    return code === 0 ? '' : output;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const toTest = ({ at, expr, value }: Expectation) => ({
  expr: `sum(${expr})`,
  eval_time: `${String(at)}s`,
  exp_samples: value === undefined ? [] : [{ labels: '{}', value }],
});
