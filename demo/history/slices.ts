import { baselines } from '../../alerts/thresholds.ts';
import { objectives } from '../../alerts/slos.ts';
import { recordedLabels, recordedName, slice } from '../../src/metrics/recorded.ts';
import type { Objective, ObjectiveName } from '../../src/model/objective.ts';
import { durationSeconds } from '../../src/promql/duration.ts';
import type { Settings } from '../../src/settings/schema.ts';
import { budgetOf } from '../../src/slo/budget.ts';
import type { Sample } from './sample.ts';

const day = 86_400;

/** What windows are summed from, and how far back each is read: as the recorded rules do. */
const kept: readonly { readonly window: string; readonly back: number }[] = [
  { window: '10m', back: 30 * day },
  { window: '5m', back: 3 * day },
  { window: slice, back: day },
];

/** Queries a second on a usual day: twice those of the quietest hour. */
const queryRate = 2 * baselines.quietQueryRate;

/** When production was down, in days before now: long enough ago that only the budget of 30 days knows of it. */
const outages = [21.4, 9.7];

/**
 * Thirty days of what the objectives record, as the baselines of production say: without a past, a budget is either all there or
 * gone with the first fault.
 *
 * @param now seconds since the epoch.
 */
export function slices(settings: Settings, now: number): Sample[] {
  return objectives.flatMap((objective) => [
    ...kept.flatMap(({ window, back }) => counted(settings, objective, window, { now, back })),
    ...concluded(settings, objective, now),
  ]);
}

function counted(
  settings: Settings,
  { name }: Objective,
  window: string,
  { now, back }: { readonly now: number; readonly back: number },
): Sample[] {
  const seconds = durationSeconds(window);
  const labels = recordedLabels(settings, name);
  const steps = Math.floor(back / seconds);
  return Array.from({ length: steps }, (_, at) => now - (steps - 1 - at) * seconds).flatMap((time) => {
    const all = seconds * (name === 'availability' ? 1 : queryRate);
    return [
      { name: recordedName.all(window), labels, time, value: all },
      { name: recordedName.bad(window), labels, time, value: bad[name](now - time, seconds) },
    ];
  });
}

/** How much was bad in some seconds, so long ago. */
const bad: Readonly<Record<ObjectiveName, (ago: number, seconds: number) => number>> = {
  availability: (ago, seconds) => {
    const length = ((1 - baselines.availability) * 30 * day) / outages.length;
    const within = outages.map(
      (days) => Math.min(ago + seconds, days * day) - Math.max(ago, days * day - length),
    );
    return within.reduce((sum, overlap) => sum + Math.max(0, overlap), 0);
  },
  latency: (_, seconds) => seconds * queryRate * baselines.slowerThanObjective,
  errors: (_, seconds) => seconds * queryRate * baselines.errorRatio,
};

/** What the rules conclude of that, so that it is known before they are evaluated for the first time. */
function concluded(settings: Settings, objective: Objective, now: number): Sample[] {
  const labels = recordedLabels(settings, objective.name);
  const month = objective.name === 'availability' ? 1 - baselines.availability : objective.baseline;
  const lately = objective.name === 'availability' ? 0 : objective.baseline;
  const budget = budgetOf(objective);
  return [
    { name: recordedName.ratio('30d'), labels: { ...labels, sloth_window: '30d' }, time: now, value: month },
    { name: recordedName.burnRate, labels, time: now, value: lately / budget },
    { name: recordedName.budgetLeft, labels, time: now, value: 1 - month / budget },
  ];
}
