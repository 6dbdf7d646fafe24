import { expect, test } from 'vitest';
import { exceptions } from '../../../src/checks/manifests/exceptions.ts';
import { checkManifests } from '../../../src/checks/manifests/index.ts';
import { problemLines } from '../../../src/report.ts';
import { variants } from '../../variants.ts';
import { findings, manifestsOf } from './judge.ts';

test.each(variants)('no check has anything to say of %s', (_, settings) => {
  expect(problemLines(checkManifests(settings.environment, manifestsOf(settings)))).toBe('');
});

test.each(exceptions)(
  'the exception of $check for $object excuses something',
  ({ check, object, reason }) => {
    const lines = variants.flatMap(([, settings]) => findings(check, manifestsOf(settings)));
    expect(lines.filter((line) => object.test(line.replace(/, .*/, '')))).not.toEqual([]);
    expect(reason).toMatch(/\.$/);
  },
);
