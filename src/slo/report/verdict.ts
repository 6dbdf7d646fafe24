import type { Credit as CreditRule } from '../../model/objective.ts';
import { allowedOf, reaches } from './exact.ts';
import type { Credit, Measured, Verdict } from './model.ts';

/** Judges what was counted by what was promised: met only if no unknown time can spoil it, missed only if none can save it. */
export function judge(measured: Measured, ratio: number): Verdict {
  const { all, good, bad, unknownEvents } = measured;
  if (all === 0) return { kind: 'none' };
  const most = all + unknownEvents;
  if (reaches(good, most, ratio)) return { kind: 'met' };
  if (!reaches(good + unknownEvents, most, ratio)) return { kind: 'missed' };
  return {
    kind: 'open',
    leaning: reaches(good, all, ratio) ? 'met' : 'missed',
    badShareAllowed: (allowedOf(most, ratio) - bad) / unknownEvents,
  };
}

/** What is owed for what was counted. */
export function creditFor(
  { all, good, unknownEvents }: Measured,
  rules: readonly CreditRule[],
): Credit | null {
  if (all === 0) return null;
  const most = all + unknownEvents;
  return {
    share: shareFor(good, all, rules),
    rules,
    best: shareFor(good + unknownEvents, most, rules),
    worst: shareFor(good, most, rules),
  };
}

/** The most of what is owed under some attainment. Who is exactly at it is not under it. */
const shareFor = (good: number, all: number, rules: readonly CreditRule[]): number =>
  Math.max(0, ...rules.filter(({ under }) => !reaches(good, all, under)).map(({ share }) => share));
