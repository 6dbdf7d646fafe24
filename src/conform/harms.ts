import { severities } from '../model/severity.ts';
import { operands } from '../promql/syntax.ts';
import { takesValue, alternatives, type LabelMatcher } from '../promql/matchers.ts';
import { follow } from './follow/follow.ts';
import { harmed, lost, whole, type State } from './follow/state.ts';
import { worldWith, type World } from './follow/world.ts';
import { fates, type Effect, type Fate, type Harmed } from './model.ts';
import type { Reader, Readers, Recording } from './readers.ts';

/** What becomes of alerts, objectives and panels when a server has some faults. */
export function harmsOf(effects: readonly Effect[], { readers, recordings }: Readers): Harmed[] {
  if (effects.length === 0) return [];
  const affected = new Set(effects.flatMap(({ series }) => series));
  const world = withRecordings(worldWith(effects), recordings, affected);
  return readers
    .filter((reader) => readsAny(reader, affected))
    .flatMap((reader) => harmOf(reader, world))
    .sort((a, b) => fates.indexOf(a.fate) - fates.indexOf(b.fate) || urgency(a) - urgency(b));
}

const readsAny = ({ reads }: Pick<Reader, 'reads'>, series: ReadonlySet<string>): boolean =>
  reads.some((one) => series.has(one));

/** What pages first stands first; all else stays in its order. */
const urgency = ({ severity = 'none' }: Harmed): number => severities.indexOf(severity);

/**
 * The world in which recording rules have run: each finds what those before it recorded. What they record from something that is affected
 * is affected as well.
 */
function withRecordings(world: World, recordings: readonly Recording[], affected: Set<string>): World {
  const recorded = new Map<string, { labels: Recording['labels']; state: State }[]>();
  const all: World = {
    ...world,
    see: (series, matchers) => {
      const found = recorded.get(series)?.filter(({ labels }) => matchers.every((one) => takes(one, labels)));
      return found === undefined ? world.see(series, matchers) : together(found.map(({ state }) => state));
    },
  };
  for (const { name, labels, syntax, reads } of recordings) {
    if (!readsAny({ reads }, affected)) continue;
    affected.add(name);
    recorded.set(name, [...(recorded.get(name) ?? []), { labels, state: stateOf(syntax, all) }]);
  }
  return all;
}

/** Whether a rule records what a matcher asks for. Labels of its target it does not know. */
const takes = (matcher: LabelMatcher, labels: Recording['labels']): boolean => {
  const value = labels[matcher.label];
  if (value === undefined || matcher.operator.startsWith('!')) return true;
  return alternatives(matcher).some((alternative) => takesValue(matcher, alternative, value));
};

/** What a selector finds that takes several recorded series. */
function together(states: readonly State[]): State {
  const [only = whole, ...others] = states;
  if (others.length === 0) return only;
  const harms = states.flatMap((state) => [...state.harms]);
  return harmed(states.every(({ yields }) => yields === 'never') ? lost : whole, ...harms);
}

const stateOf = (syntax: Reader['expressions'][number], world: World): State => {
  const [expression] = operands(syntax.root);
  return expression === undefined ? whole : follow(expression, { syntax, world });
};

function harmOf({ kind, name, severity, expressions }: Reader, world: World): Harmed[] {
  const states = expressions.map((syntax) => stateOf(syntax, world));
  const fate = fateOf(states);
  if (fate === undefined) return [];
  const guess = states.find((state) => state.guess !== undefined)?.guess;
  return [
    {
      kind,
      name,
      fate,
      ...(severity === undefined ? {} : { severity }),
      ...(fate === 'guesses' && guess !== undefined ? { guess } : {}),
    },
  ];
}

/** What becomes of something that consists of several expressions: silent when all are, and else the worst of them. */
function fateOf(states: readonly State[]): Fate | undefined {
  const each = states.map(fateOfOne);
  if (each.every((fate) => fate === 'silent')) return each[0];
  return fates.find((fate) => each.some((one) => (one === 'silent' ? 'partly' : one) === fate));
}

function fateOfOne({ yields, value, high, harms }: State): Fate | undefined {
  if (yields === 'never') return harms.size > 0 ? 'silent' : undefined;
  if (high === true || harms.has('false')) return 'false';
  // Always 0, since what it would be made of is lost.
  if (value === 0 && harms.has('partly')) return 'silent';
  return fates.find((fate) => harms.has(fate));
}
