import { describe, expect, test } from 'vitest';
import { objectives, tiers } from '../../alerts/slos.ts';
import { durationSeconds } from '../../src/promql/duration.ts';
import { delayOf, detectionSeconds, resetSeconds } from '../../src/slo/detection.ts';
import { good, playTier, step, steps } from './tier.ts';

/** Every cell of the tables, of which only those of the pages are quick: `npm run detection` measures all. */
const cells = objectives.flatMap((objective) =>
  tiers
    .filter(({ tells }) => tells === 'page')
    .flatMap((tier) =>
      [1, 0.1, 0.01].map((share) => ({
        title: `${objective.name}: ${tier.tells} over ${tier.long} at ${String(share * 100)} % bad`,
        objective,
        tier,
        share,
        found: detectionSeconds(objective, tier, share),
      })),
    ),
);

describe.concurrent('promtool measures what the table of docs/slo.md says', () => {
  test.each(cells.filter(({ found }) => found !== undefined))('$title', async (cell) => {
    const { objective, tier, share, found = 0 } = cell;
    // Slices are given here, so that what queries need to get into one does not count. test/slo/slices.test.ts looks at that.
    const fires = good(tier) + found - delayOf(objective);
    const courses = [`0x${steps(good(tier))}`, `${String(share * 1e6)}x${steps(found)}`];
    const moments = [
      { at: fires - step, firing: 0 },
      { at: fires, firing: 1 },
    ];
    expect(await playTier(objective, tier, courses, moments)).toBe('');
  });

  test.each(cells.filter(({ found }) => found === undefined))('$title: never', async (cell) => {
    const { objective, tier, share } = cell;
    const lasts = 2 * durationSeconds(tier.long);
    const courses = [`0x${steps(good(tier))}`, `${String(share * 1e6)}x${steps(lasts)}`];
    expect(await playTier(objective, tier, courses, [{ at: good(tier) + lasts, firing: 0 }])).toBe('');
  });

  test.each(cells.filter(({ share }) => share === 1))('$title, and then all is good again', async (cell) => {
    const { objective, tier, share, found = 0 } = cell;
    const lasts = Math.max(found, durationSeconds(tier.short));
    const over = good(tier) + lasts + resetSeconds(objective, tier, share) - delayOf(objective);
    const courses = [
      `0x${steps(good(tier))}`,
      `${String(share * 1e6)}x${steps(lasts - step)}`,
      `0x${steps(durationSeconds(tier.long))}`,
    ];
    const moments = [
      { at: over - step, firing: 1 },
      { at: over, firing: 0 },
    ];
    expect(await playTier(objective, tier, courses, moments)).toBe('');
  });
});
