import { load } from 'js-yaml';
import type { RecordingRule, Rule, RuleGroup } from '../../src/model/rule.ts';

/** The groups of a rule file. */
export const groupsIn = (text: string): readonly RuleGroup[] =>
  (load(text) as { groups: RuleGroup[] }).groups;

const isRecording = (rule: Rule | RecordingRule): rule is RecordingRule => 'record' in rule;

/** The rules that record something. */
export const recordingRules = (groups: readonly RuleGroup[]): RecordingRule[] =>
  groups.flatMap(({ rules }) => rules.filter(isRecording));

/** The same groups without the rules that record, and without groups that have nothing else. */
export const alertingGroups = (groups: readonly RuleGroup[]): RuleGroup[] =>
  groups
    .map((group) => ({ ...group, rules: group.rules.filter((rule) => !isRecording(rule)) }))
    .filter(({ rules }) => rules.length > 0);

/** Whether an expression names a series. */
export const reads = (expr: string, name: string): boolean => expr.split(/[^\w:]+/).includes(name);

/** Rules in the order in which they must be evaluated: each reads only what the layers before it have recorded. */
export function layersOf(rules: readonly RecordingRule[]): RecordingRule[][] {
  const layers: RecordingRule[][] = [];
  let left = rules;
  while (left.length > 0) {
    const open = new Set(left.map(({ record }) => record));
    const ready = new Set(
      [...open].filter((name) =>
        left.every(({ record, expr }) => record !== name || ![...open].some((other) => reads(expr, other))),
      ),
    );
    if (ready.size === 0) throw new Error(`Rules that read each other: ${[...open].join(', ')}.`);
    layers.push(left.filter(({ record }) => ready.has(record)));
    left = left.filter(({ record }) => !ready.has(record));
  }
  return layers;
}
