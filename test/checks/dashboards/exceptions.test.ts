import { expect, test } from 'vitest';
import { exceptions } from '../../../src/checks/dashboards/exceptions.ts';
import { checkDashboards, dashboardChecks } from '../../../src/checks/dashboards/index.ts';
import { problemLines } from '../../../src/report.ts';
import { around, bend } from './bend.ts';

const dashboard = 'fraiseql-production-health';
const reason = 'A test.';
const editable = bend({ editable: true });
const said = (...excepted: readonly string[]) => {
  const context = around(editable);
  return problemLines(
    checkDashboards(
      context.all,
      context,
      excepted.map((check) => ({ check, dashboard, reason })),
    ),
  );
};

test('an exception silences one check of one dashboard', () => {
  expect(said('uneditable-dashboard')).toBe('');
});

test('an exception that excuses nothing is a problem', () => {
  expect(said('uneditable-dashboard', 'has-tag')).toBe(
    'production/fraiseql-production-health: is excepted from has-tag, which has nothing to say. Drop that in src/checks/dashboards/exceptions.ts. [exceptions-needed]',
  );
});

test('an exception from a check that there is none of is a problem', () => {
  expect(said('uneditable-dashboard', 'has-tags')).toBe(
    'production/fraiseql-production-health: is excepted from has-tags, which is no check. Drop that in src/checks/dashboards/exceptions.ts. [exceptions-needed]',
  );
});

test.each(exceptions)('$dashboard is excepted from $check for a reason', ({ check, reason: why }) => {
  expect(Object.keys(dashboardChecks)).toContain(check);
  expect(why).toMatch(/^[A-Z].{30,}\.$/);
});
