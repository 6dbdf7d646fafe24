import { expect, test } from 'vitest';
import { withUid } from './bend.ts';
import { findings } from './judge.ts';

test('refuses a uid and a title that another has', () => {
  expect(findings('unique-dashboards', withUid('fraiseql-slo', 'SLO'))).toEqual([
    "shares its uid 'fraiseql-slo' with another. Change one.",
    "shares its title 'SLO' with another. Change one.",
  ]);
});
