/** Seconds between two samples, and between two evaluations. */
export const step = 30;

/** A counter of one replica: its labels, and its value at each step; `undefined` while it does not exist. */
export interface Counter {
  readonly labels: string;
  readonly values: readonly (number | undefined)[];
}

/** Traffic, and what truly happened in it: events in each step, all replicas together. */
export interface Traffic {
  readonly queries: readonly Counter[];
  readonly errors: readonly Counter[];
  /** Queries that each step truly brought. Its counters show them at the same index. */
  readonly happened: { readonly queries: readonly number[]; readonly errors: readonly number[] };
}

/**
 * Traffic that varies hundredfold in a day, and fails most where it is quiet: what a mean of ratios gets wrong. Three replicas share it;
 * `a` restarts every seven hours, and after each life of some seconds another one takes
 * the place of the last.
 */
export function unevenTraffic(steps: number, life = 11 * 3600): Traffic {
  const at = Array.from({ length: steps }, (_, index) => index);
  // Nothing is counted before the first sample, whose value nobody can tell apart from history.
  const queries = at.map((index) => (index === 0 ? 0 : queriesIn(index)));
  const errors = at.map((index) => (index === 0 ? 0 : errorsIn(index, queries[index] ?? 0)));
  return {
    queries: replicas(queries, life / step, 'status="success"'),
    errors: replicas(errors, life / step, 'error_type="database"'),
    happened: { queries, errors },
  };
}

const dayOf = (index: number): number => (index * step) / 86_400;

/** From 10 to 1,000 in half a minute. */
const queriesIn = (index: number): number =>
  Math.round(10 * 100 ** ((1 - Math.cos(2 * Math.PI * dayOf(index))) / 2));

/** In the quiet hours every fifth step fails four queries; in the busy ones every fiftieth fails one. */
function errorsIn(index: number, queries: number): number {
  if (queries < 30) return index % 5 === 0 ? 4 : 0;
  return index % 50 === 0 ? 1 : 0;
}

const restarts = (7 * 3600) / step;

function replicas(happened: readonly number[], life: number, labels: string): Counter[] {
  const generations = Math.ceil(happened.length / life);
  const share = (index: number, replica: number) => {
    const events = happened[index] ?? 0;
    return Math.floor(events / 3) + (replica < events % 3 ? 1 : 0);
  };
  const counted = (
    replica: number,
    isReset: (index: number) => boolean,
    lives: (index: number) => boolean,
  ) => {
    let value = 0;
    return happened.map((_, index) => {
      if (!lives(index)) return undefined;
      value = (isReset(index) ? 0 : value) + share(index, replica);
      return value;
    });
  };
  const isRestart = (index: number) => index > 0 && index % restarts === 0;
  return [
    { labels: `pod="a", ${labels}`, values: counted(0, isRestart, () => true) },
    {
      labels: `pod="b", ${labels}`,
      values: counted(
        1,
        () => false,
        () => true,
      ),
    },
    ...Array.from({ length: generations }, (_, generation) => ({
      labels: `pod="c${String(generation)}", ${labels}`,
      values: counted(
        2,
        () => false,
        (index) => Math.floor(index / life) === generation,
      ),
    })),
  ];
}

/** Events in so many steps up to and with one of them. */
export const eventsUntil = (happened: readonly number[], last: number, steps: number): number =>
  happened.slice(Math.max(0, last - steps + 1), last + 1).reduce((sum, events) => sum + events, 0);

/** Input for promtool: a stale marker where a series ends. */
export function inputOf(metric: string, { labels, values }: Counter): { series: string; values: string } {
  const terms: string[] = [];
  let missing = 0;
  for (const [index, value] of values.entries()) {
    const ends = value === undefined && values[index - 1] !== undefined;
    if (value === undefined && !ends) missing += 1;
    else {
      if (missing > 0) terms.push(`_x${String(missing)}`);
      terms.push(value === undefined ? 'stale' : String(value));
      missing = 0;
    }
  }
  return { series: `${metric}{job="fraiseql", ${labels}}`, values: terms.join(' ') };
}
