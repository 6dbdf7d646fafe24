import { expect, test } from 'vitest';
import { checkDashboards, dashboardChecks } from '../../../src/checks/dashboards/index.ts';
import { problemLines } from '../../../src/report.ts';
import { around } from './bend.ts';
import { brokenForms } from './broken-form.ts';
import { brokenForLinter } from './broken-linter.ts';
import { brokenMeanings } from './broken-meaning.ts';

const broken = [...brokenForLinter, ...brokenForms, ...brokenMeanings];

test.each(broken)('%s', (_, bent, lines) => {
  const context = around(bent);
  expect(problemLines(checkDashboards(context.all, context, []))).toBe(lines.join('\n'));
});

test.each(Object.keys(dashboardChecks))('%s finds one of them', (check) => {
  expect(broken.filter(([, , lines]) => lines.some((line) => line.endsWith(`[${check}]`)))).not.toEqual([]);
});

test('no two faults are described alike', () => {
  const faults = broken.map(([fault]) => fault);
  expect(faults.filter((fault, at) => faults.indexOf(fault) !== at)).toEqual([]);
});
