import { expect, test } from 'vitest';
import type { Manifests } from '../../../src/checks/manifests/check.ts';
import { exceptions } from '../../../src/checks/manifests/exceptions.ts';
import { checkManifests } from '../../../src/checks/manifests/index.ts';
import { problemLines } from '../../../src/report.ts';
import { variants } from '../../variants.ts';
import { findings, manifestsOf } from './judge.ts';

const made: Manifests[] = [];

/** The manifests of all variants, made once. */
function all(): readonly Manifests[] {
  if (made.length === 0) made.push(...variants.map(([, settings]) => manifestsOf(settings)));
  return made;
}

test.each(variants)('no check has anything to say of %s', (_, settings) => {
  expect(problemLines(checkManifests(settings.environment, manifestsOf(settings)))).toBe('');
});

test.each(exceptions)(
  'the exception of $check for $object excuses something',
  ({ check, object, reason }) => {
    const lines = all().flatMap((manifests) => findings(check, manifests));
    expect(lines.filter((line) => object.test(line.replace(/, .*/, '')))).not.toEqual([]);
    expect(reason).toMatch(/\.$/);
  },
);
