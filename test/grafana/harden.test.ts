import { expect, test } from 'vitest';
import { harden } from '../../src/grafana/harden.ts';

/** A dashboard as the SDK leaves it. */
const raw = {
  id: 5,
  version: 7,
  schemaVersion: 42,
  links: [{ title: 'Runbooks', placement: 'inControlsMenu' }],
  annotations: { list: [{ name: 'Pages', placement: 'inControlsMenu' }] },
  templating: { list: [{ name: 'job', auto: false, auto_min: '10s', auto_count: 30 }] },
  panels: [
    {
      id: 1,
      links: [{ title: 'Runbook', placement: 'inControlsMenu' }],
      options: { reduceOptions: { calcs: [] } },
      targets: [
        { expr: 'up', _implementsDataqueryVariant: () => undefined },
        { expr: 'down', refId: 'Z' },
      ],
    },
  ],
};

const hardened = (dashboard: object) => JSON.parse(harden(dashboard)) as unknown;

test('takes out what only a running Grafana sets, and what hides links in a menu', () => {
  expect(harden(raw)).not.toMatch(/"id": 5|version": 7|placement|auto/);
});

test('puts in what the SDK leaves out: names of queries, and how many values become one', () => {
  expect(hardened(raw)).toMatchObject({
    panels: [
      {
        targets: [
          { expr: 'up', refId: 'A' },
          { expr: 'down', refId: 'Z' },
        ],
        options: { reduceOptions: { calcs: ['lastNotNull'] } },
      },
    ],
  });
});

test('hardens panels of rows that are folded too', () => {
  const folded = { ...raw, panels: [{ type: 'row', panels: raw.panels }] };
  expect(harden(folded)).not.toContain('placement');
  expect(hardened(folded)).toMatchObject({ panels: [{ panels: [{ targets: [{ refId: 'A' }, {}] }] }] });
});

test('takes a dashboard that has nothing yet', () => {
  expect(hardened({ title: 'Empty' })).toMatchObject({
    title: 'Empty',
    editable: false,
    panels: [],
    annotations: { list: [] },
    templating: { list: [] },
  });
});
