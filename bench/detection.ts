import { objectives, tiers } from '../alerts/slos.ts';
import { delayOf, detectionSeconds } from '../src/slo/detection.ts';
import { good, playTier, step, steps } from '../test/slo/tier.ts';

/** Measures every cell of the tables of docs/slo.md with promtool: that a tier fires then, and not 30 seconds before. */
const cells = objectives.flatMap((objective) =>
  tiers.flatMap((tier) => [1, 0.1, 0.01].map((share) => ({ objective, tier, share }))),
);

let wrong = 0;
for (const { objective, tier, share } of cells) {
  const found = detectionSeconds(objective, tier, share);
  const lasts = (found ?? 86_400) - delayOf(objective);
  const fires = good(tier) + lasts;
  const courses = [`0x${steps(good(tier))}`, `${String(share * 1e6)}x${steps(lasts + step)}`];
  const output = await playTier(objective, tier, courses, [
    { at: fires - step, firing: 0 },
    { at: fires, firing: found === undefined ? 0 : 1 },
  ]);
  wrong += output === '' ? 0 : 1;
  const cell = `${objective.name.padEnd(13)}${tier.tells.padEnd(8)}${tier.long.padEnd(4)}${String(share * 100).padStart(4)} %`;
  const told = found === undefined ? 'never' : `${String(found)} s`;
  console.log(
    `${cell}${told.padStart(10)}   ${output === '' ? 'as computed' : `not as computed\n${output}`}`,
  );
}
console.log(`${String(cells.length - wrong)} of ${String(cells.length)} as computed`);
process.exitCode = wrong === 0 ? 0 : 1;
