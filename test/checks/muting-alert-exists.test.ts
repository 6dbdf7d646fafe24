import { expect, test } from 'vitest';
import { goodStack, judgeStack } from './judge.ts';

const mutedBy = (name: string, by: readonly string[]) => ({
  alerts: {
    ...goodStack.alerts,
    alerts: goodStack.alerts.alerts.map((one) =>
      one.alert.name === name ? { ...one, alert: { ...one.alert, mutedBy: by } } : one,
    ),
  },
});

test('takes alerts muted by alerts that exist', () => {
  expect(judgeStack('muting-alert-exists')).toEqual([]);
});

test('refuses an alert muted by one that does not', () => {
  expect(judgeStack('muting-alert-exists', mutedBy('HighLatency', ['ServiceDwon']))).toEqual([
    "HighLatency is muted by 'ServiceDwon', which is no alert here.",
  ]);
});

test('refuses two alerts that mute each other', () => {
  expect(judgeStack('muting-alert-exists', mutedBy('ServiceDown', ['HighErrorRate']))).toContain(
    'ServiceDown and HighErrorRate mute each other, so that neither is told. Drop one.',
  );
});
