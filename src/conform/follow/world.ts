import { labelsOfMetric } from '../../metrics/labels.ts';
import { alternatives, takesValue, type LabelMatcher } from '../../promql/matchers.ts';
import type { Effect } from '../model.ts';
import { harmed, lost, whole, type State } from './state.ts';

/** What an expression finds where it looks for series. */
export interface World {
  /** What a selector finds. */
  readonly see: (series: string, matchers: readonly LabelMatcher[]) => State;
  /** Labels that series have, besides those of their target. */
  readonly labelsOf: (series: string) => readonly string[];
  /** Labels that they should have and have not. */
  readonly lacked: (series: string) => readonly string[];
}

/** The world where a server has some faults, and all else is well. */
export function worldWith(effects: readonly Effect[]): World {
  const on = (series: string) => effects.filter((effect) => effect.series.includes(series));
  const labelled = (series: string, kind: 'lacks label' | 'has label') =>
    on(series).flatMap((effect) => (effect.kind === kind ? [effect.label] : []));
  const lacked = (series: string) => labelled(series, 'lacks label');
  return {
    see: (series, matchers) => on(series).reduce((state, effect) => worse(state, effect, matchers), whole),
    labelsOf: (series) => {
      const kept = labelsOfMetric(series).filter((label) => !lacked(series).includes(label));
      return [...new Set([...kept, ...labelled(series, 'has label')])];
    },
    lacked,
  };
}

/** What a selector still finds when there is one more fault. */
function worse(state: State, effect: Effect, matchers: readonly LabelMatcher[]): State {
  switch (effect.kind) {
    case 'gone':
      return lost;
    case 'down':
      return harmed({ ...state, value: 0 }, 'partly');
    case 'partly':
      return harmed(state, 'partly');
    case 'lacks label':
      return asksFor(matchers, effect.label, '') ? state : lost;
    case 'lacks value':
      return excludes(matchers, effect) ? lost : state;
    case 'has label':
      return state;
    case 'bounds':
      return ofBucket(state, effect, matchers);
  }
}

/** Whether series with this value of a label are taken. */
const asksFor = (matchers: readonly LabelMatcher[], label: string, value: string): boolean =>
  matchers
    .filter((matcher) => matcher.label === label)
    .every((matcher) => {
      const takes = alternatives({ ...matcher, operator: positive[matcher.operator] }).some((alternative) =>
        takesValue({ ...matcher, operator: positive[matcher.operator] }, alternative, value),
      );
      return matcher.operator.startsWith('!') ? !takes : takes;
    });

const positive = { '=': '=', '!=': '=', '=~': '=~', '!~': '=~' } as const;

const excludes = (
  matchers: readonly LabelMatcher[],
  { label, value }: { label: string; value: string },
): boolean =>
  matchers.some((matcher) => matcher.label === label && matcher.operator === '=' && matcher.value === value);

/** One bucket is there or is not; of all of them a quantile is made. */
function ofBucket(
  state: State,
  { bounds, high }: Extract<Effect, { kind: 'bounds' }>,
  matchers: readonly LabelMatcher[],
): State {
  const bound = matchers.find(({ label, operator }) => label === 'le' && operator === '=')?.value;
  if (bound === '+Inf') return state;
  if (bound !== undefined) return bounds.includes(Number(bound)) && !high ? state : lost;
  return { ...state, bounds, high };
}
