import { recordedName, slice } from '../../src/metrics/recorded.ts';
import type { Labels } from '../../src/simulator/registry.ts';
import { Chance } from '../../src/simulator/chance.ts';
import { dayLong, midnight, minute, moments, type Steps } from './clock.ts';
import type { Scraped } from './scrape-day.ts';
import { shareWithin } from '../../src/simulator/latency.ts';
import * as script from './script.ts';

/**
 * The days before a moment, and how finely they are told: a slice holds what happened in ten minutes, as the longest window is summed, or, in the last week, which
 * boards draw, in five minutes; not in 30 seconds. They reach back so far that a window of 30 days was full a week ago.
 */
export function historyBefore(moment: number): Steps[] {
  // Windows end at multiples of ten minutes, and a sample is seen for less than a minute.
  const last = Math.floor((moment - 1) / (10 * minute)) * 10 * minute;
  const week = last - 8 * dayLong;
  return [
    { from: last - 39 * dayLong, to: week - 10 * minute, step: 10 * minute },
    { from: week, to: last, step: 5 * minute },
  ];
}

/** Events of an objective: all of them, and how many were bad. */
interface Events {
  readonly all: number;
  readonly bad: number;
}

/** What was counted in the seconds before a moment. */
type Slices = (moment: number, seconds: number, chance: Chance) => Events;

/** By the name of the objective whose slices are recorded. */
const told: Readonly<Record<string, Slices>> = {
  availability: (moment, seconds) => ({ all: seconds, bad: secondsDown(moment, seconds) }),
  latency: queriesOf(shareOver(0.1)),
  'latency-sla': queriesOf(shareOver(0.15)),
  errors: queriesOf(script.failing.normal),
};

/**
 * The slices of the days before, as the recording rules would have recorded them: at the baselines, but for the outages that the
 * script names. `labels` are those of one objective's slices.
 */
export function tellHistory(steps: Steps, labels: Labels): Scraped {
  const name = labels.sloth_slo ?? '';
  const slices = told[name];
  if (slices === undefined) throw new Error(`Nothing tells the history of objective '${name}'.`);
  const chance = new Chance(`history of ${name} from ${String(steps.from)}`);
  const times = moments(steps, steps.step);
  const events = times.map((moment) => slices(moment, steps.step, chance));
  return {
    moments: times,
    series: [
      { name: recordedName.all(slice), labels, values: events.map(({ all }) => all) },
      { name: recordedName.bad(slice), labels, values: events.map(({ bad }) => bad) },
    ],
  };
}

function queriesOf(badShare: number): Slices {
  return (moment, seconds, chance) => {
    const perMinute = script.usualQueriesPerMinute(midnight + (moment % dayLong));
    const all = Math.round((perMinute * seconds) / minute);
    return { all, bad: chance.events(all * badShare) };
  };
}

function shareOver(seconds: number): number {
  return 1 - shareWithin(script.latencies.query.normal, seconds);
}

const secondsDown = (moment: number, seconds: number): number =>
  script.outagesBefore.reduce(
    (sum, { from, to }) => sum + Math.max(0, Math.min(to, moment) - Math.max(from, moment - seconds)),
    0,
  );
