import { expect, test } from 'vitest';
import { Standing } from '../../src/backup/wal/run.ts';

/** How it stands, and a clock that a test moves, in seconds. */
function aStanding() {
  const clock = { now: 1_000_000 };
  return {
    standing: new Standing(() => clock.now),
    pass: (seconds: number) => (clock.now += seconds * 1000),
  };
}

test('what ships is ready when it has shipped or beaten within a minute', () => {
  const { standing, pass } = aStanding();
  expect(standing.problem()).toContain('nothing was shipped');
  standing.shipped(1);
  pass(60);
  expect(standing.problem()).toBeUndefined();
  standing.beat();
  pass(60);
  standing.shipped(0);
  expect(standing.problem()).toBeUndefined();
  pass(1);
  expect(standing.problem()).toContain('nothing was shipped');
});

test('and is not, though the server answers, when the bucket refuses for more than a minute', () => {
  const { standing, pass } = aStanding();
  standing.refused();
  pass(61);
  standing.refused();
  standing.beat();
  expect(standing.problem()).toContain('refused');
  standing.shipped(1);
  expect(standing.problem()).toBeUndefined();
});
