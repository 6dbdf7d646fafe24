import { expect, test } from 'vitest';
import { differences } from '../../src/logs/differs.ts';

test('what Elasticsearch writes differently or fills in is no difference', () => {
  const wanted = { index: { number_of_shards: 1 }, actions: { delete: {} } };
  const got = { index: { number_of_shards: '1' }, actions: { delete: { delete_searchable_snapshot: true } } };
  expect(differences(wanted, got)).toEqual([]);
});

test.each([
  [{ a: { b: 1 } }, { a: { b: 2 } }, ['a.b']],
  [{ a: 1 }, { a: 1, more: { c: 2 } }, ['more.c']],
  [{ a: 1, b: 2 }, { a: 1 }, ['b']],
  [{ list: ['x', 'y'] }, { list: ['x'] }, ['list.1']],
  [{ a: 1 }, undefined, ['', 'a']],
])('%j and %j differ in %j', (wanted, got, fields) => {
  expect(differences(wanted, got)).toEqual(fields);
});
