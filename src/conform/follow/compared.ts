import type { comparisons } from '../../promql/syntax.ts';
import { harmed, joined, lost, valued, type State } from './state.ts';

/** A comparison, by the name of its node. */
type Comparison = (typeof comparisons)[number];

const holds: Readonly<Record<Comparison, (a: number, b: number) => boolean>> = {
  Gtr: (a, b) => a > b,
  Lss: (a, b) => a < b,
  Gte: (a, b) => a >= b,
  Lte: (a, b) => a <= b,
  Eql: (a, b) => a === b,
  Neq: (a, b) => a !== b,
};

/** What is left of a vector where only some values pass. */
export function compared(comparison: Comparison, left: State, right: State): State {
  const state = joined(left, right);
  if (left.value !== undefined && right.value !== undefined) {
    const kept = valued(state, left.value);
    if (!holds[comparison](left.value, right.value)) return { ...kept, yields: 'never' };
    // It holds although something is lost, and whatever the service does.
    return state.harms.has('partly') ? harmed(kept, 'false') : kept;
  }
  const passed: State = { ...state, yields: 'sometimes' };
  if (left.high === true) return harmed(passed, isUpper(comparison) ? 'false' : 'partly');
  const { bounds } = left;
  return bounds === undefined || right.value === undefined
    ? passed
    : besideBounds(passed, { comparison, bounds, threshold: right.value });
}

interface Judged {
  readonly comparison: Comparison;
  readonly bounds: readonly number[];
  readonly threshold: number;
}

/** A quantile is never more than the largest finite bound, and between two bounds it is a guess. */
function besideBounds(passed: State, { comparison, bounds, threshold }: Judged): State {
  const high = bounds.find((bound) => bound > threshold);
  if (high === undefined && isUpper(comparison)) return lost;
  if (high === undefined || bounds.includes(threshold)) return passed;
  const low = bounds.findLast((bound) => bound < threshold) ?? 0;
  return { ...harmed(passed, 'guesses'), guess: { threshold, low, high } };
}

const isUpper = (comparison: Comparison): boolean => comparison === 'Gtr' || comparison === 'Gte';
