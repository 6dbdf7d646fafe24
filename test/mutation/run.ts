import { availableParallelism } from 'node:os';
import type { Rule } from '../../src/model/rule.ts';
import type { ResolvedAlert } from '../../src/rules/resolve.ts';
import type { Settings } from '../../src/settings/schema.ts';
import { play } from '../promtool/run.ts';
import { stories, type Story } from '../promtool/stories.ts';
import { mutantsOf } from './mutants.ts';

/** A mistake in an alert, and the story that told of it, if any did. */
export interface Outcome {
  readonly alert: string;
  readonly mistake: string;
  readonly killed: boolean;
}

/**
 * Plays an alert's stories against each of its mutants. A mutant is killed when some story no longer comes as told.
 *
 * @throws when a story does not come as told without any mistake: it would seem to notice every one.
 */
export async function mutate(
  alerts: readonly ResolvedAlert[],
  settings: Settings,
  onOutcome: (outcome: Outcome) => void,
): Promise<Outcome[]> {
  const { binding } = settings.metrics;
  const broken = await inParallel(
    alerts.map(
      ({ rule }) =>
        async () =>
          (await someStoryBreaks(rule, storiesOf(rule), binding)) ? rule.alert : '',
    ),
    availableParallelism(),
  );
  if (broken.some(Boolean)) {
    throw new Error(
      `Stories of ${broken.filter(Boolean).join(', ')} do not come as told. Run npm test first.`,
    );
  }
  const tasks = alerts.flatMap(({ rule }) =>
    mutantsOf(rule).map(({ mistake, rule: mutant }) => async (): Promise<Outcome> => {
      const told = (stories.get(rule.alert) ?? []).filter(
        (story) => Object.keys(story.settings).length === 0,
      );
      const killed = await someStoryBreaks(mutant, told, settings.metrics.binding);
      const outcome = { alert: rule.alert, mistake, killed };
      onOutcome(outcome);
      return outcome;
    }),
  );
  return inParallel(tasks, availableParallelism());
}

/** The stories that happen in production's settings. */
const storiesOf = ({ alert }: Rule): Story[] =>
  (stories.get(alert) ?? []).filter((story) => Object.keys(story.settings).length === 0);

async function someStoryBreaks(mutant: Rule, told: readonly Story[], binding: string): Promise<boolean> {
  for (const batch of batches(told)) {
    const verdict = await play(mutant, batch, binding);
    if (!verdict.kept) return true;
  }
  return false;
}

/** Stories that one run of promtool can play, those first that notice most mistakes. */
function batches(told: readonly Story[]): Story[][] {
  const telling = (story: Story) => ['fires', 'just-below'].includes(story.shows);
  const key = (story: Story) => `${telling(story) ? 'first' : 'then'} ${story.every}`;
  const keys = [...new Set(told.map(key))].sort();
  return keys.map((one) => told.filter((story) => key(story) === one));
}

async function inParallel<T>(tasks: readonly (() => Promise<T>)[], lanes: number): Promise<T[]> {
  const results: T[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let at = next++; at < tasks.length; at = next++) {
      const task = tasks[at];
      if (task !== undefined) results[at] = await task();
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return results;
}
