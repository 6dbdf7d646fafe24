import { describe, expect, test } from 'vitest';
import { production, withSettings } from '../good.ts';
import { boardOf, errors, made, resolved, slow } from './good.ts';

const ids = (board = boardOf()) =>
  Object.fromEntries(made(board).panels.map(({ title, id }) => [String(title), id]));

describe('a dashboard', () => {
  test('is what Grafana 10 and later read from a file, and nobody edits in a browser', () => {
    const { id, version, ...dashboard } = made(boardOf());
    expect([id, version]).toEqual([undefined, undefined]);
    expect(dashboard).toMatchObject({
      uid: 'fraiseql-production-health',
      schemaVersion: 39,
      editable: false,
      timezone: 'utc',
      refresh: '1m',
      tags: ['fraiseql'],
      graphTooltip: 1,
      time: { from: 'now-6h', to: 'now' },
    });
  });

  test('is text that ends its last line, the same bytes every time', () => {
    const [first, second] = [resolved(boardOf()), resolved(boardOf())].map(({ boards }) => boards[0]?.json);
    expect(first).toMatch(/^\{\n {2}".*\}\n$/s);
    expect(second).toBe(first);
  });

  test('has numbers for rows and panels that stay when another comes before them', () => {
    const before = ids();
    const after = ids(boardOf({ ...errors, key: 'new', title: 'New' }, errors, slow));
    expect(after).toEqual({ ...before, New: expect.any(Number) as number });
    expect(new Set(Object.values(after)).size).toBe(4);
    for (const id of Object.values(after)) expect(id).toBeGreaterThan(0);
  });

  test('gives a panel another number only when its key changes', () => {
    const before = ids(boardOf(errors))[errors.title];
    expect(ids(boardOf({ ...errors, title: 'Renamed' })).Renamed).toBe(before);
    expect(ids(boardOf({ ...errors, key: 'other' }))[errors.title]).not.toBe(before);
  });

  test('asks the data source, the namespace and the job that are chosen, at first those of its environment', () => {
    expect(made(boardOf()).templating).toMatchObject({
      list: [
        { name: 'datasource', type: 'datasource', label: 'Data source', query: 'prometheus' },
        { name: 'namespace', refresh: 2, current: { value: 'fraiseql' } },
        { name: 'job', refresh: 2, multi: true, allValue: '.+', current: { value: ['fraiseql'] }, hide: 0 },
      ],
    });
  });

  test('opens with the data source of its environment, where that is said', () => {
    const settings = withSettings(production, { 'grafana.dataSource': 'staging' });
    expect(made(boardOf(), settings).templating).toMatchObject({
      list: [{ name: 'datasource', current: { value: 'staging' } }, {}, {}],
    });
  });

  test('hides a variable that it does not ask by', () => {
    const alerts = {
      ...errors,
      kind: 'alerts',
      expr: errors.queries[0]?.expr ?? { parts: [] },
      heading: 'Value',
      empty: 'None.',
    } as const;
    const withoutJob = { ...alerts, expr: { parts: ['vector(1)'] } };
    expect(made(boardOf(withoutJob)).templating).toMatchObject({ list: [{}, {}, { name: 'job', hide: 2 }] });
    expect(made(boardOf(alerts)).templating).toMatchObject({ list: [{}, {}, { name: 'job', hide: 0 }] });
  });

  test('shows when alerts fired, those that page and those that write tickets', () => {
    expect(made(boardOf()).annotations).toMatchObject({
      list: [
        { name: 'Pages', iconColor: 'red', expr: expect.stringContaining('critical|high') as string },
        { name: 'Tickets', iconColor: 'orange', expr: expect.stringContaining('medium') as string },
      ],
    });
  });

  test('leads to the others with what is chosen, and to the runbooks, and hides no link in a menu', () => {
    expect(made(boardOf()).links).toMatchObject([
      { type: 'dashboards', tags: ['fraiseql'], includeVars: true, keepTime: true },
      { type: 'link', url: 'https://ops.fraiseql.com/runbooks/README.md' },
    ]);
    expect(JSON.stringify(made(boardOf()))).not.toContain('inControlsMenu');
  });
});

describe('panels', () => {
  const places = (...widths: readonly number[]) =>
    made(boardOf(...widths.map((width, at) => ({ ...errors, key: String(at), width })))).panels.map(
      ({ gridPos }) => gridPos,
    );

  test('stand in lines below the heading of their row', () => {
    expect(places(12, 12, 24)).toEqual([
      { h: 1, w: 24, x: 0, y: 0 },
      { h: 8, w: 12, x: 0, y: 1 },
      { h: 8, w: 12, x: 12, y: 1 },
      { h: 8, w: 24, x: 0, y: 9 },
    ]);
  });

  test('leave no hole in a line, and none goes beyond the edge', () => {
    expect(places(16, 16).slice(1)).toEqual([
      { h: 8, w: 24, x: 0, y: 1 },
      { h: 8, w: 24, x: 0, y: 9 },
    ]);
  });
});
