import { expect, test } from 'vitest';
import { at } from '../../test/day/clock.ts';
import { readOptions } from '../src/options.ts';

test('renders all boards of production, when the incident is just over, into the documentation', () => {
  expect(readOptions([])).toEqual({
    environment: 'production',
    boards: [],
    now: at('14:57'),
    theme: 'dark',
    out: 'docs/screenshots',
    before: undefined,
    strict: true,
  });
});

test('does not insist on answers at another moment, when nothing may be wrong', () => {
  expect(readOptions(['--at', '03:00'])).toMatchObject({ now: at('03:00'), strict: false });
});

test('keeps pictures of a change out of the documentation', () => {
  expect(readOptions(['--before', 'main'])).toMatchObject({ out: 'preview/changes', strict: false });
});

test('renders nothing when it is asked for help', () => {
  expect(readOptions(['--help'])).toBeUndefined();
});

test.each([
  [['--theme', 'pink'], "--theme is dark or light, not 'pink'."],
  [['--at', '3pm'], "A time of the day must be like 14:20, got '3pm'."],
])('refuses %j', (args, message) => {
  expect(() => readOptions(args)).toThrow(message);
});
