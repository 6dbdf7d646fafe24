import { expect, test } from 'vitest';
import { bend } from './bend.ts';
import { findings } from './judge.ts';

const service = { name: 'service', type: 'custom', query: 'api,worker' };
const withService = (change: Readonly<Record<string, unknown>> = {}) =>
  findings('variables-used', bend({ 'templating.list[3]': service, ...change }));

test.each([
  ['a title', { 'panels[2].title': 'Queries of ${service:text}' }],
  ['what a panel is repeated for', { 'panels[2].repeat': 'service' }],
  ['another variable', { 'templating.list[1].query': 'label_values(up{service="$service"}, job)' }],
  ['a link', { 'links[1].url': 'https://ops.fraiseql.com/runbooks/README.md?of=[[service]]' }],
])('a variable is used in %s', (_, change) => {
  expect(withService(change)).toEqual([]);
});

test('a variable is not used by what it says itself', () => {
  expect(withService({ 'templating.list[3].query': '$service' })).toEqual([
    '$service: is used nowhere. Drop it, or use it.',
  ]);
});

test('a variable may be there for another dashboard, when links take it along', () => {
  const empty = { panels: [], 'templating.list[2].query': 'label_values(up, instance)' };
  expect(findings('variables-used', bend(empty))).toEqual([]);
  expect(findings('variables-used', bend({ ...empty, 'links[0].includeVars': false }))).toEqual([
    '$job: is used nowhere. Drop it, or use it.',
    '$instance: is used nowhere. Drop it, or use it.',
  ]);
});

test('what Grafana gives, and what label_replace has caught, are no variables of a dashboard', () => {
  const expr = 'label_replace(rate(x[$__rate_interval]), "a", "$1", "b", "(.*)$")';
  const url = '/d/${__dashboard.uid}?from=${__from}';
  expect(
    findings('variables-used', bend({ 'panels[2].targets[1].expr': expr, 'links[2]': { url } })),
  ).toEqual([]);
});
