import { describe, expect, test } from 'vitest';
import { checkDashboards } from '../../../src/checks/dashboards/index.ts';
import { goodContext, goodDashboard } from './good.ts';

/** Dashboards as others may have written them. */
const foreign: readonly (readonly [string, unknown])[] = [
  ['nothing', {}],
  ['nulls', { uid: null, tags: null, links: null, panels: null, templating: { list: null }, refresh: null }],
  [
    'panels of nothing',
    { panels: [{}, null, { id: null, targets: null, panels: null }, { type: 'stat', targets: [{}, null] }] },
  ],
  [
    'variables, annotations and links of nothing',
    { templating: { list: [{}] }, annotations: { list: [{}] }, links: [{}, { url: null, tags: null }] },
  ],
  [
    'data sources by name, and thresholds of nothing',
    {
      panels: [
        { type: 'graph', datasource: 'Prometheus', targets: [{ expr: 'sum(' }] },
        {
          type: 'table',
          fieldConfig: { defaults: { thresholds: {} }, overrides: [{}, { properties: [{}] }] },
        },
        { type: 'gauge', fieldConfig: { defaults: { thresholds: { steps: [{}, { value: 1 }] } } } },
      ],
    },
  ],
];

test.each(foreign)('a dashboard of %s is judged like any', (_, dashboard) => {
  const checks = checkDashboards([dashboard], goodContext, []).map(({ check }) => check);
  expect(checks).toContain('uid-valid');
  expect(checks).toContain('uneditable-dashboard');
});

/** A dashboard with each of its values replaced, one at a time. */
function* damaged(value: unknown, replace: unknown): Generator {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    yield put(value, key, replace);
    for (const bent of damaged(inner, replace)) yield put(value, key, bent);
  }
}

const put = (into: object, key: string, value: unknown): unknown =>
  Array.isArray(into)
    ? into.map((one: unknown, at) => (String(at) === key ? value : one))
    : { ...into, [key]: value };

describe.each([null, 5, 'text', []])('when something is %j', (replace) => {
  const all = [...damaged(goodDashboard, replace)];

  test('no check throws', () => {
    expect(all.length).toBeGreaterThan(200);
    for (const dashboard of all) expect(() => checkDashboards([dashboard], goodContext, [])).not.toThrow();
  });
});

test('a dashboard of another kind altogether is judged by its form alone', () => {
  expect(
    checkDashboards([5, goodDashboard], goodContext, []).map(({ where, message }) => `${where}: ${message}`),
  ).toEqual([
    "production/a dashboard: is no dashboard at '': Invalid input: expected object, received number.",
  ]);
});
