import type { LookupFunction } from 'node:net';
import { expect, test } from 'vitest';
import { oneAtATime } from '../../src/health/lookup.ts';

/** A resolver that answers when it is told to. */
function slow() {
  const waiting: (() => void)[] = [];
  const resolve: LookupFunction = (hostname, _, callback) => {
    waiting.push(() => {
      callback(null, hostname, 4);
    });
  };
  return { resolve, waiting };
}

test('a name is looked up once at a time, however many checks came and went, and again afterwards', () => {
  const { resolve, waiting } = slow();
  const lookup = oneAtATime(resolve);
  const got: unknown[] = [];
  const ask = (name: string) => {
    lookup(name, { all: false }, (_, address) => got.push(address));
  };
  ['db', 'db', 'redis', 'db'].forEach(ask);
  expect(waiting).toHaveLength(2);
  waiting.forEach((answer) => {
    answer();
  });
  expect(got).toEqual(['db', 'db', 'db', 'redis']);
  ask('db');
  expect(waiting).toHaveLength(3);
});

test('those who ask in another way get an answer of their own', () => {
  const { resolve, waiting } = slow();
  const lookup = oneAtATime(resolve);
  lookup('db', { all: true }, () => undefined);
  lookup('db', { all: false }, () => undefined);
  expect(waiting).toHaveLength(2);
});
