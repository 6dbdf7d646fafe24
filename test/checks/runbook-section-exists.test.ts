import { expect, test } from 'vitest';
import { goodAlert, judge } from './judge.ts';

const alert = goodAlert('HighErrorRate');

test('takes an alert whose section is there', () => {
  expect(judge('runbook-section-exists', alert)).toEqual([]);
});

test('refuses an alert without a section', () => {
  expect(judge('runbook-section-exists', { ...alert, alert: { ...alert.alert, name: 'NewAlert' } })).toEqual([
    "has no section in docs/runbooks/queries.md. Add '## NewAlert'.",
  ]);
});

test('refuses a runbook that is not there', () => {
  expect(judge('runbook-section-exists', { ...alert, alert: { ...alert.alert, runbook: 'magic' } })).toEqual([
    'has the runbook docs/runbooks/magic.md, which does not exist.',
  ]);
});
