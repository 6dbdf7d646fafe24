import { expect, test } from 'vitest';
import { bend } from './bend.ts';
import { findings } from './judge.ts';

const runbooks = 'https://ops.fraiseql.com/runbooks';
const to = (url: string) => findings('links-resolve', bend({ 'panels[1].links': [{ url }] }));

test.each([
  '/d/fraiseql-slo?${__url_time_range}',
  'https://grafana.fraiseql.com/d/fraiseql-slo/slo?var-job=$job',
  '/d/${__data.fields.board}',
  `${runbooks}/queries.md`,
  `${runbooks}/queries.md#highlatency`,
  `${runbooks}/\${__value.raw}`,
  'https://example.com/docs',
])('takes %s', (url) => {
  expect(to(url)).toEqual([]);
});

test.each([
  ['/d/fraiseql-sla', "leads to the dashboard 'fraiseql-sla', and no dashboard has that uid."],
  [`${runbooks}/query.md`, "leads to the runbook 'query.md', which is no file in docs/runbooks/."],
  [`${runbooks}/queries`, "leads to the runbook 'queries', which is no file in docs/runbooks/."],
  [
    `${runbooks}/queries.md#high-latency`,
    "leads to 'queries.md#high-latency', and that runbook has no section for '#high-latency'.",
  ],
])('refuses %s', (url, message) => {
  expect(to(url)).toEqual([`Time to answer: ${message}`]);
});

test('finds addresses in the links of one column, and none in PromQL', () => {
  const properties = [{ id: 'links', value: [{ url: '/d/nowhere' }] }];
  expect(findings('links-resolve', bend({ 'panels[4].fieldConfig.overrides': [{ properties }] }))).toEqual([
    "Anomalies: leads to the dashboard 'nowhere', and no dashboard has that uid.",
  ]);
  expect(findings('links-resolve', bend({ 'panels[2].targets[1].expr': 'sum(a)/d/count(up)' }))).toEqual([]);
});
