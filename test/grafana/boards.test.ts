import { describe, expect, test } from 'vitest';
import { alertGroups } from '../../alerts/index.ts';
import { objectives } from '../../alerts/slos.ts';
import { houseStyle } from '../../dashboards/house-style.ts';
import { boards } from '../../dashboards/index.ts';
import { queriesOf } from '../../src/grafana/panels/panel.ts';
import { durationSeconds } from '../../src/promql/duration.ts';
import type { Panel } from '../../src/model/dashboard.ts';

const panelsOf = (uid: string): readonly Panel[] =>
  boards.filter((board) => board.uid === uid).flatMap(({ rows }) => rows.flatMap(({ panels }) => panels));
const panels = boards.flatMap(({ uid }) =>
  panelsOf(uid).map((panel) => ({ name: `${uid}/${panel.key}`, panel })),
);
const alerts = alertGroups.flatMap((group) => group.alerts);
const marksOf = (panel: Panel) => ('marks' in panel ? (panel.marks ?? []) : []);
const typed = ({ parts }: Panel['description']): string =>
  parts.filter((part) => typeof part === 'string').join(' ');

describe('what people look at', () => {
  test('is four boards', () => {
    expect(boards.map(({ uid }) => uid)).toEqual([
      'fraiseql-production-health',
      'fraiseql-database-health',
      'fraiseql-slo',
      'fraiseql-on-call',
    ]);
  });

  test('begins with seven panels about production', () => {
    expect(panelsOf('fraiseql-production-health').map(({ key, kind }) => `${key}: ${kind}`)).toEqual([
      'uptime: stat',
      'request-rate: timeseries',
      'error-rate: timeseries',
      'latency: timeseries',
      'connection-pool: gauge',
      'api-keys: timeseries',
      'anomalies: table',
    ]);
  });

  test('goes on with four about the database, and four about its backups', () => {
    expect(panelsOf('fraiseql-database-health').map(({ key }) => key)).toEqual([
      'database-latency',
      'connections',
      'replication-lag',
      'disk-use',
      'recovery-point',
      'backup-age',
      'backup-size',
      'restore-time',
    ]);
  });

  test('has for each objective both promises, the budget that is left and how fast it burns', () => {
    const kinds = ['slo', 'sla', 'budget', 'burn-rate'];
    expect(panelsOf('fraiseql-slo').map(({ key }) => key)).toEqual([
      'budgets',
      ...objectives.flatMap(({ name }) => kinds.map((kind) => `${name}-${kind}`)),
    ]);
  });
});

describe.each(panels)('$name', ({ panel }) => {
  test('says what is usual', () => {
    expect(typed(panel.description)).toMatch(/\busual\b|There were/i);
  });

  test('types no number into a query, but for none and all', () => {
    for (const query of queriesOf(panel)) expect(typed(query).replace(/\b[01]\b/g, '')).not.toMatch(/\d/);
  });

  test('names alerts that there are, at thresholds that are theirs', () => {
    for (const { at, alert: name } of marksOf(panel)) {
      const alert = alerts.find((one) => one.name === name);
      if (name !== undefined) expect(alert?.expr.parts, name).toContain(at);
    }
    for (const name of panel.alerts ?? []) expect(alerts.map((alert) => alert.name)).toContain(name);
  });

  test('marks as bad as its alert is', () => {
    for (const { means, alert: name } of marksOf(panel)) {
      const severity = alerts.find((one) => one.name === name)?.severity ?? 'none';
      if (severity !== 'none') expect(houseStyle.severities[severity]).toBe(means);
    }
  });
});

test('keys of panels are unique in a board', () => {
  for (const { uid } of boards) {
    const keys = panelsOf(uid).map(({ key }) => key);
    expect(keys).toEqual([...new Set(keys)]);
  }
});

test('a graph looks back as far as the alerts about errors and latency do, and no board asks too often', () => {
  expect(4 * durationSeconds(houseStyle.step)).toBe(durationSeconds('5m'));
  expect(durationSeconds(houseStyle.refresh)).toBeGreaterThanOrEqual(30);
});

test('the burn rate has a line for each window that an alert judges, as a share of what fires it', () => {
  const panel = panelsOf('fraiseql-slo').find(({ key }) => key === 'errors-burn-rate');
  if (panel?.kind !== 'timeseries') throw new Error('The burn rate is a graph.');
  expect(panel.queries.map(({ legend }) => legend)).toEqual([
    'over 1h, pages',
    'over 6h, pages',
    'over 1d, ticket',
    'over 3d, ticket',
  ]);
  const limits = panel.queries.map(({ expr }) =>
    expr.parts.flatMap((part) =>
      typeof part !== 'string' && part.kind === 'threshold' ? [part.values.tuned] : [],
    ),
  );
  expect(limits.flat().map((limit) => Number(limit.toPrecision(6)))).toEqual([0.0144, 0.006, 0.003, 0.001]);
  expect(marksOf(panel).map(({ at }) => at.values.tuned)).toEqual([1]);
});
