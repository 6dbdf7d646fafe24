import { expect, test } from 'vitest';
import { bindingNames, metricsOf } from '../../src/conform/metrics.ts';
import { without } from './bend.ts';
import { bends, type Bend } from './bends.ts';
import { contradictions } from './proof.ts';
import { trialsOf } from './trials.ts';

/** Each metric taken away, whether anybody thought of it or not. */
const losses = bindingNames.flatMap((binding) =>
  metricsOf[binding].map(({ name }): Bend => ({
    bend: `${binding} without ${name}.`,
    binding,
    bending: without(new RegExp(`^${name}(_bucket|_sum|_count)?(\\{|$)`)),
    finds: [],
    harms: [],
  })),
);

const trials = [...bends, ...losses].flatMap(trialsOf);

test(
  'a real engine fires, and does not fire, what the analysis says of each bent server',
  { timeout: 60_000 },
  async () => {
    expect(await contradictions(trials)).toBe('');
  },
);

test('nothing is proven by trials that are not there', () => {
  const of = (fate: string) => trials.filter(({ name }) => name.startsWith(fate)).length / 2;
  expect({
    silent: of('silent'),
    false: of('false'),
    guesses: of('guesses'),
    blurred: of('blurred'),
    'as before': of('as before'),
  }).toEqual({ silent: 73, false: 4, guesses: 2, blurred: 1, 'as before': 20 });
});
