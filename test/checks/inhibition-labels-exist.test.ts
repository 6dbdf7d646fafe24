import { expect, test } from 'vitest';
import type { InhibitRule } from '../../src/routing/config.ts';
import { goodStack, judgeStack } from './judge.ts';

const withRule = (rule: InhibitRule) => ({ routing: { ...goodStack.routing, inhibit_rules: [rule] } });

test('takes inhibitions whose labels both sides have', () => {
  expect(judgeStack('inhibition-labels-exist')).toEqual([]);
});

test('refuses a label that a side lacks: Alertmanager would take it for equal', () => {
  const rule = {
    source_matchers: ['alertname="DiskFull"'],
    target_matchers: ['alertname="HighErrorRate"'],
    equal: ['namespace', 'volume', 'slo'],
  };
  expect(judgeStack('inhibition-labels-exist', withRule(rule))).toEqual([
    "DiskFull lacks 'slo', which its inhibition compares.",
    "HighErrorRate lacks 'volume', which its inhibition compares.",
    "HighErrorRate lacks 'slo', which its inhibition compares.",
  ]);
});

test('refuses an inhibition of nothing', () => {
  const rule = { source_matchers: ['alertname="Gone"'], target_matchers: ['severity="low"'], equal: [] };
  expect(judgeStack('inhibition-labels-exist', withRule(rule))).toEqual([
    'alertname="Gone" is in an inhibition and matches no alert.',
  ]);
});
