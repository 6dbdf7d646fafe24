import { expect, test } from 'vitest';
import { selector } from '../../src/promql/selector.ts';

test('matchers are quoted, so that no value breaks out of its string', () => {
  expect(selector('up')).toBe('up');
  expect(selector('up', { job: 'a"b\\', pod: { matches: 'x-.*' }, container: { not: '' } })).toBe(
    'up{job="a\\"b\\\\", pod=~"x-.*", container!=""}',
  );
});
