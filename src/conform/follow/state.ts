import type { Fate, Guess } from '../model.ts';

/** What still comes out of an expression, as far as its text tells. */
export interface State {
  readonly yields: 'never' | 'sometimes' | 'always';
  /** The only value that it can have. @default - any */
  readonly value?: number;
  /** Values are a thousand times too high. @default false */
  readonly high?: boolean;
  /** Finite bounds of the histogram that it is a quantile of, where they are not those that were promised. @default - as promised, or no quantile */
  readonly bounds?: readonly number[];
  readonly guess?: Guess;
  /** Nothing comes out, but for what a window still remembers of the time before. @default false */
  readonly remembered?: boolean;
  /** How it differs from what was meant, apart from being silent. */
  readonly harms: ReadonlySet<Fate>;
}

const nothing: ReadonlySet<Fate> = new Set();

/** What comes out where nothing is wrong. */
export const whole: State = { yields: 'sometimes', harms: nothing };

/** Nothing comes out any more. What never gave anything, such as a comparison of two numbers, is no harm. */
export const lost: State = { yields: 'never', harms: new Set<Fate>(['partly']) };

/** A number that is always there. */
export const constant = (value: number): State => ({ yields: 'always', value, harms: nothing });

/** The state, harmed in one more way. */
export const harmed = (state: State, ...fates: readonly Fate[]): State => ({
  ...state,
  harms: new Set([...state.harms, ...fates]),
});

/** What two states are when something is made of both: their harms add up, and nothing else is known. */
export function joined(left: State, right: State): State {
  const guess = left.guess ?? right.guess;
  return {
    yields: left.yields === 'always' && right.yields === 'always' ? 'always' : 'sometimes',
    harms: new Set([...left.harms, ...right.harms]),
    ...(guess === undefined ? {} : { guess }),
  };
}

/** The state with another value, or with any. */
export function valued(of: State, value: number | undefined): State {
  const { value: before, ...state } = of;
  if (before === value) return of;
  return value === undefined ? state : { ...state, value };
}
