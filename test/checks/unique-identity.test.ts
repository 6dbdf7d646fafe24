import { expect, test } from 'vitest';
import { goodStack, judgeStack } from './judge.ts';

test('takes alerts and groups that differ', () => {
  expect(judgeStack('unique-identity')).toEqual([]);
});

test('refuses two alerts with one name and severity, and two groups with one name', () => {
  const { alerts } = goodStack;
  const [first] = alerts.alerts;
  const [group] = alerts.groups;
  if (first === undefined || group === undefined) throw new Error('There are no alerts.');
  const twice = { ...alerts, alerts: [...alerts.alerts, first], groups: [...alerts.groups, group] };
  expect(judgeStack('unique-identity', { alerts: twice })).toEqual([
    'ServiceDown, critical is the identity of two alerts. Rename one.',
    'fraiseql-core is the name of two groups. Rename one.',
  ]);
});
