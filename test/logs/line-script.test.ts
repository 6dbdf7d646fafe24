import { createContext, runInContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { lineScript } from '../../src/logs/line-script.ts';

type Fields = Record<string, unknown>;

/** Runs the script on one line, as Filebeat's processor does: with what an event of Filebeat has. */
function documentOf(message: string): Fields {
  const fields: Fields = { message };
  const event = {
    Get: (key: string) => fields[key] ?? null,
    Put: (key: string, value: unknown) => {
      fields[key] = value;
    },
    Delete: (key: string) => Reflect.deleteProperty(fields, key),
  };
  const context = createContext({ event });
  runInContext(`${lineScript}; process(event);`, context);
  // What comes from another context has other prototypes.
  return JSON.parse(JSON.stringify(fields)) as Fields;
}

const line = {
  timestamp: '2026-11-24T10:00:00.123Z',
  level: 'INFO',
  target: 'fraiseql_server::query',
  fields: {
    message: 'query',
    query_hash: 'a3f1',
    api_key_id: 'k_17',
    duration_ms: 12.5,
    result_rows: 3,
    status: 'ok',
  },
};
const of = (changes: Fields): Fields => documentOf(JSON.stringify({ ...line, ...changes }));

test('a line becomes a document, with nothing added to what it says', () => {
  expect(documentOf(JSON.stringify(line))).toEqual({
    'data_stream.dataset': 'fraiseql.request',
    'fields.api_key_id': 'k_17',
    'fields.duration_ms': 12.5,
    'fields.query_hash': 'a3f1',
    'fields.result_rows': 3,
    'fields.status': 'ok',
    'log.level': 'INFO',
    message: 'query',
    target: 'fraiseql_server::query',
    time: '2026-11-24T10:00:00.123Z',
  });
});

test.each(['plain text', '', '{"broken', '{"a":1} and more', '[1]', 'null', '  {"a":1}'])(
  'what is no object of JSON stays as it is: %j',
  (text) => {
    expect(documentOf(text)).toEqual({
      message: text,
      'log.parse': 'text',
      'data_stream.dataset': 'fraiseql.error',
    });
  },
);

test('text that was added to a line of JSON is kept beside it', () => {
  const document = documentOf(`${JSON.stringify(line)}\nnote: more\nand more`);
  expect(document).toMatchObject({ message: 'query', 'log.after': 'note: more\nand more' });
  expect(document).not.toHaveProperty('log.parse');
});

describe('what has no place', () => {
  test('goes to other, unknown fields and unknown types alike', () => {
    const fields = { message: 'x', result_rows: 'three', duration_ms: null, context: { a: 1 }, new: [1] };
    const document = of({ fields, span: { name: 'q' }, level: 3 });
    expect(document.other).toEqual({
      fields: { result_rows: 'three', duration_ms: null, context: { a: 1 }, new: [1] },
      span: { name: 'q' },
      level: 3,
    });
    expect(Object.keys(document).filter((key) => key.startsWith('fields.'))).toEqual([]);
  });

  test.each([['text'], [[1, 2]], [null], [7]])('fields that are no map do too: %j', (fields) => {
    expect(of({ fields }).other).toEqual({ fields });
  });

  test('a number that is not whole is no count of rows', () => {
    expect(of({ fields: { result_rows: 1.5 } })).toMatchObject({ other: { fields: { result_rows: 1.5 } } });
  });
});

describe('times', () => {
  test.each([
    '2026-11-24T10:00:00Z',
    '2026-11-24T10:00:00.1Z',
    '2026-11-24T10:00:00.123456789+05:30',
    '2024-02-29T23:59:59.999Z',
  ])('%s is one', (timestamp) => {
    expect(of({ timestamp })).toMatchObject({ time: timestamp });
  });

  test.each([
    '2026-02-29T10:00:00Z',
    '2026-13-01T10:00:00Z',
    '2026-11-24T24:00:00Z',
    '2026-11-24T10:60:00Z',
    '2026-11-24 10:00:00',
    '2026-11-24T10:00:00',
    1_764_000_000,
    null,
  ])('%j is none: it is kept, and the line is marked', (timestamp) => {
    const document = of({ timestamp });
    expect(document).toMatchObject({ 'log.parse': 'no-time', other: { timestamp } });
    expect(document).not.toHaveProperty('time');
  });
});

describe('kinds', () => {
  test.each([
    ['fraiseql_server::audit', 'INFO', 'audit'],
    ['fraiseql::audit::writer', 'ERROR', 'audit'],
    ['fraiseql_security::keys', 'WARN', 'security'],
    ['fraiseql.auth', 'INFO', 'security'],
    ['fraiseql::query', 'ERROR', 'error'],
    ['fraiseql::query', 'error', 'error'],
    ['fraiseql::query', 'WARN', 'request'],
    // The words are whole ones.
    ['fraiseql::author', 'INFO', 'request'],
    ['fraiseql::auditorium', 'INFO', 'request'],
  ])('%s at level %s is of kind %s', (target, level, kind) => {
    expect(of({ target, level })['data_stream.dataset']).toBe(`fraiseql.${kind}`);
  });
});

test('names of JavaScript do no harm', () => {
  const document = documentOf(
    '{"__proto__":{"a":1},"constructor":2,"fields":{"hasOwnProperty":1,"message":"m"}}',
  );
  expect(document).toMatchObject({ message: 'm', 'log.parse': 'no-time' });
});

test('is JavaScript of 2011, which is all that Filebeat runs', () => {
  expect(lineScript).not.toMatch(/=>|\b(let|const|class|of)\b(?=[^'"]*;)|`|\.\.\.|\?\?|\?\./);
});
