import { expect, test } from 'vitest';
import { checkManifests, manifestChecks } from '../../../src/checks/manifests/index.ts';
import { problemLines } from '../../../src/report.ts';
import { brokenManifests } from './broken.ts';

test.each(brokenManifests)('%s', (_, manifests, lines) => {
  expect(problemLines(checkManifests('production', manifests))).toBe(lines.join('\n'));
});

/** Production has no CronJob yet. */
const unused = ['cronjob-safe'];

test.each(Object.keys(manifestChecks).filter((check) => !unused.includes(check)))(
  '%s finds one of them',
  (check) => {
    const finding = brokenManifests.filter(([, , lines]) =>
      lines.some((line) => line.endsWith(`[${check}]`)),
    );
    expect(finding).not.toEqual([]);
  },
);

test('no two faults are described alike', () => {
  const faults = brokenManifests.map(([fault]) => fault);
  expect(faults.filter((fault, at) => faults.indexOf(fault) !== at)).toEqual([]);
});
