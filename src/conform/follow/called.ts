import { constant, harmed, valued, whole, type State } from './state.ts';

type Call = (args: readonly State[]) => State;

const first: Call = ([of = whole]) => of;

/** What it counts may be any number, whatever goes in. */
const anyValue: Call = ([of = whole]) => valued(of, undefined);

/** What is missing is there, and says so. Values do not matter to it. */
const absence: Call = ([of = whole]) => {
  switch (of.yields) {
    case 'never':
      return of.harms.size > 0 ? harmed(constant(1), 'tells') : constant(1);
    case 'sometimes':
      return { ...whole, value: 1 };
    case 'always':
      return { ...whole, yields: 'never' };
  }
};

/** Functions that are more than what goes into them. All others give something for each series of their first argument. */
const calls: Readonly<Record<string, Call>> = {
  absent: absence,
  absent_over_time: absence,
  avg_over_time: first,
  histogram_quantile: ([, of = whole]) => valued(of, undefined),
  label_join: first,
  label_replace: first,
  last_over_time: first,
  max_over_time: first,
  min_over_time: first,
  quantile_over_time: ([, of = whole]) => valued(of, undefined),
  sum_over_time: ([of = whole]) =>
    of.value === 0 ? of : valued({ ...of, remembered: of.yields === 'never' }, undefined),
  time: () => valued(constant(0), undefined),
  vector: ([of = whole]) => of,
};

/** What comes out of a function. */
export const called = (name: string, args: readonly State[]): State => (calls[name] ?? anyValue)(args);
