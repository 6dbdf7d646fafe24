import { describe, expect, test } from 'vitest';
import { ofQuery } from './judge.ts';

const datasource = { type: 'loki', uid: '${datasource}' };
const ofLogs = (check: string, expr: string) =>
  ofQuery(check, expr, { datasource }).map((line) => line.replace('Queries by status/A: ', ''));

const takes = [
  '{app="fraiseql"} |= "error"',
  '{app=~"fraiseql.*", pod!=""} |~ `time(out)?` | json | line_format "{{.message}} \\""',
  'sum by (pod) (rate({app="fraiseql"} |= "]" [$__auto]))',
];

describe.each(['target-logql', 'target-logql-auto'])('%s', (check) => {
  test.each(takes)('takes %s', (expr) => {
    expect(ofLogs(check, expr)).toEqual([]);
  });
});

test.each([
  ['', 'asks nothing.'],
  ['{app="fraiseql} |= "error"', 'has a quote that is never closed.'],
  ['sum(rate({app="fraiseql"}[$__auto])', 'has brackets that do not match.'],
  ['{app="fraiseql"}) | json (', 'has brackets that do not match.'],
  ['app="fraiseql"', 'chooses no stream. Begin with {label="value"}.'],
  ['{}', 'chooses the stream {} by no label. Name one: {label="value"}.'],
  ['{app!="other"}', 'chooses the stream {app!=""} by no label. Name one: {label="value"}.'],
])("refuses '%s'", (expr, message) => {
  expect(ofLogs('target-logql', expr)).toEqual([message]);
});

test('refuses each fixed span', () => {
  expect(ofLogs('target-logql-auto', 'rate({a="b"}[5m]) / rate({a="b"}[$__interval])')).toEqual([
    'looks back 5m. Use [$__auto].',
    'looks back $__interval. Use [$__auto].',
  ]);
});
