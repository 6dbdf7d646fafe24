import { expect, test } from 'vitest';
import { checkDashboards, dashboardChecks } from '../../../src/checks/dashboards/index.ts';
import { problemLines } from '../../../src/report.ts';
import { goodContext, goodDashboard, otherDashboard } from './good.ts';
import { findings } from './judge.ts';

test.each(Object.keys(dashboardChecks))('%s has nothing to say of a good dashboard', (check) => {
  expect(findings(check)).toEqual([]);
});

test('all together have nothing to say', () => {
  expect(problemLines(checkDashboards([goodDashboard, otherDashboard], goodContext, []))).toBe('');
});
