import { expect, test } from 'vitest';
import { goodAlert, judge } from './judge.ts';

const alert = goodAlert('HighErrorRate');
const linked = (url: string) => ({ annotations: { ...alert.rule.annotations, dashboard_url: url } });

test('takes an alert whose dashboard is there', () => {
  expect(judge('dashboard-exists', alert)).toEqual([]);
});

test('takes a link that chooses the data source', () => {
  const url = 'https://grafana.fraiseql.com/d/fraiseql-slo?var-datasource=production';
  expect(judge('dashboard-exists', alert, linked(url))).toEqual([]);
});

test('refuses a dashboard that is not there', () => {
  expect(judge('dashboard-exists', alert, linked('https://grafana.fraiseql.com/d/fraiseql-magic'))).toEqual([
    "links to the dashboard 'fraiseql-magic', and there are only fraiseql-production-health, fraiseql-database-health, fraiseql-slo, fraiseql-on-call.",
  ]);
});

test('refuses a link that leads to no dashboard', () => {
  expect(judge('dashboard-exists', alert, linked('https://grafana.fraiseql.com'))).toEqual([
    "links to 'https://grafana.fraiseql.com', which is no dashboard.",
  ]);
});
