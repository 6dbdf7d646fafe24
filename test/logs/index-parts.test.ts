import { expect, test } from 'vitest';
import { logsConfigSchema } from '../../src/logs/config.ts';
import { indexParts, mappings } from '../../src/logs/index-parts.ts';
import { lineFields } from '../../src/logs/line-script.ts';
import { streamNames } from '../../src/logs/streams.ts';
import { judgeDocument } from './stand-in/mapping.ts';
import { like } from './stand-in/templates.ts';

const partsFor = (environment = 'production', retention: object = {}) =>
  indexParts(logsConfigSchema.parse({ environment, elasticsearch: { url: 'https://x' }, retention }));

test('the template takes in the streams of its environment, and of no other', () => {
  const [pattern = ''] = partsFor().template.index_patterns;
  expect(streamNames('production').every((name) => like(pattern).test(name))).toBe(true);
  expect(streamNames('production-2').some((name) => like(pattern).test(name))).toBe(false);
});

test('every field that the script takes from a line has a type in the index', () => {
  expect(Object.keys(mappings.properties.fields.properties).sort()).toEqual(Object.keys(lineFields).sort());
});

test('the last document of an index is as old as promised when the index goes, its first a week older', () => {
  const { phases } = partsFor().policy.policy;
  expect(phases.delete.min_age).toBe('90d');
  expect(phases.hot.actions.rollover).toEqual({ max_primary_shard_size: '50gb', max_age: '7d' });
});

test('the version changes with what documents are made of, and not with how long they stay', () => {
  expect(partsFor('production', { days: 30, rollover: '1d' }).version).toBe(partsFor().version);
  expect(partsFor('production', { replicas: 2 }).version).not.toBe(partsFor().version);
});

test.each([
  ['a number that is none', { fields: { result_rows: 'three' } }],
  ['a field that nobody knows', { unknown: { deep: [1, { a: 'x' }] } }],
  ['anything in other', { other: { a: [1, 'x'], b: { c: null } } }],
  ['what Filebeat says of a refused document', { message: '{}', error: { type: 400, message: 'no' } }],
])('a document with %s is taken', (_, document) => {
  expect(judgeDocument(document, mappings)).toBeUndefined();
});

test.each([
  [{ fields: { context: { a: 1 } } }, 'fields.context'],
  [{ other: 'text' }, 'other'],
  [{ '@timestamp': 'yesterday' }, '@timestamp'],
])('%j is not, so that the script must not make it', (document, path) => {
  expect(judgeDocument(document, mappings)).toContain(path);
});
