import { expect, test } from 'vitest';
import { playRules, rulesFor } from '../slo/promtool.ts';
import { expand } from '../promtool/series.ts';
import { healthy } from '../promtool/stories.ts';
import { bent, good, type Bending } from './bend.ts';
import { bends } from './bends.ts';
import { found, harms } from './found.ts';
import { exprOf, ruleOf } from './proof.ts';

/** From the 80th minute on: five in which the last sample stands, 49 that LatencyUnmeasured waits, and some to spare. */
const minutes = 140;
const clock = { step: 30, samples: 2 * minutes + 2 };

/** A server that is changed from its 80th minute on, when there was enough to judge, and the alerts of the objectives at the end. */
interface Change {
  readonly bend: string;
  /** Courses that differ from a good day's. */
  readonly when: Readonly<Record<string, string>>;
  readonly alert: string;
  /** Whether it fires with the good server. */
  readonly good: boolean;
  readonly claim: 'silent' | 'tells';
}

const slow = { latency: '310/m at 20ms & 23/m at 60ms for 80m then 333/m at 400ms' };
const failing = {
  successes: '333/m for 80m then 0/m',
  failures: '0/m for 80m then 333/m',
  errors: '0/m for 80m then 333/m',
};

const changes: readonly Change[] = [
  { bend: 'No bucket has the objective.', when: slow, alert: 'LatencyBurnFast', good: true, claim: 'silent' },
  { bend: 'No bucket has the objective.', when: {}, alert: 'LatencyUnmeasured', good: false, claim: 'tells' },
  { bend: 'Nobody times queries.', when: slow, alert: 'LatencyBurnFast', good: true, claim: 'silent' },
  { bend: 'Nobody times queries.', when: {}, alert: 'LatencyUnmeasured', good: false, claim: 'tells' },
  { bend: 'Nothing has failed yet.', when: failing, alert: 'ErrorsBurnFast', good: true, claim: 'silent' },
  {
    bend: 'Queries are counted under another name.',
    when: {},
    alert: 'ErrorsUnmeasured',
    good: false,
    claim: 'silent',
  },
];

test.each(changes)(
  '$alert: $bend',
  { timeout: 30_000 },
  async ({ bend, when, alert, good: whenGood, claim }) => {
    const bending = bends.find((one) => one.bend === bend)?.bending ?? asItIs;
    expect(harms(found(bent(good.contract, bending)))).toContain(`${claim} ${alert}`);
    const played = (change: Bending, fires: boolean) =>
      playRules([...rulesFor([exprOf(alert, 'contract')]), ruleOf(alert, 'contract')], input(when, change), [
        { at: minutes * 60, expr: firing(alert), value: fires ? 1 : undefined },
      ]);
    expect(await played(asItIs, whenGood)).toBe('');
    expect(await played(bending, claim === 'tells')).toBe('');
  },
);

const asItIs: Bending = (series) => series;

const firing = (alert: string): string => `count(ALERTS{alertname="${alert}", alertstate="firing"})`;

/** Series of a good day, or a bad one; those that the change takes away end when it comes. */
function input(when: Change['when'], change: Bending) {
  return Object.entries(healthy('contract')).flatMap(([name, { series, course }]) => {
    const whole = expand(series, when[name] ?? course, clock, 'contract');
    const ending = expand(series, `${course} for 80m then absent`, clock, 'contract');
    return whole.flatMap((one, at) => (change(one.series) === undefined ? [ending[at] ?? one] : [one]));
  });
}
