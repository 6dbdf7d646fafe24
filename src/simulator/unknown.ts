import { nearest, printable } from '../cli/words.ts';
import { scenarios } from './scenarios.ts';

/** Says that there is no such scenario, and which one may have been meant. */
export function unknownScenario(word: string): string {
  const names = Object.keys(scenarios);
  const meant = nearest(word, names);
  const help = meant === undefined ? `There are: ${names.join(', ')}.` : `Did you mean '${meant}'?`;
  return `There is no scenario '${printable(word)}'. ${help}`;
}
