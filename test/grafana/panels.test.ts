import { describe, expect, test } from 'vitest';
import { errorRatio } from '../../alerts/thresholds.ts';
import { signal } from '../../src/metrics/signals.ts';
import { promql, text } from '../../src/promql/template.ts';
import type { Table, Value } from '../../src/model/dashboard.ts';
import { production, withSettings } from '../good.ts';
import { boardOf, errors, madePanel, resolved, slow } from './good.ts';

const published = withSettings(production, { 'metrics.binding': 'fraiseql-2.15' });
const initial = withSettings(production, { 'thresholds.profile': 'initial' });

const stat: Value = {
  ...errors,
  kind: 'stat',
  queries: [{ expr: promql`1 - ${signal.queryErrorRatio.over('5m')}`, legend: 'Good' }],
};

/** Where colours change. */
const stepsOf = (panel: Parameters<typeof madePanel>[0], settings = production) => {
  const { fieldConfig } = madePanel(panel, settings) as {
    fieldConfig: { defaults: { thresholds: { steps: { value: number | null; color: string }[] } } };
  };
  return fieldConfig.defaults.thresholds.steps.map(({ value, color }) => [value, color]);
};

describe('a mark', () => {
  test('is where its alert fires, in the colour of what it means', () => {
    expect(stepsOf(errors)).toEqual([
      [null, 'green'],
      [0.001, 'orange'],
      [0.005, 'red'],
    ]);
  });

  test('moves with the profile of thresholds', () => {
    expect(stepsOf(slow, initial)).toEqual([
      [null, 'green'],
      [0.1, 'yellow'],
      [0.2, 'orange'],
      [0.5, 'red'],
    ]);
  });

  test('is at the bucket at which its alert fires, where the binding has none at its threshold', () => {
    expect(stepsOf(slow, published)).toEqual([
      [null, 'green'],
      [0.1, 'orange'], // the ticket judges here too, and is the worse of the two
      [0.5, 'red'],
    ]);
  });

  test('is left out with its alert', () => {
    const timeouts = { at: errorRatio.timeouts, means: 'page', alert: 'QueryTimeouts' } as const;
    const panel = { ...errors, marks: [...(errors.marks ?? []), timeouts] };
    expect(stepsOf(panel)).toHaveLength(4);
    expect(stepsOf(panel, published)).toHaveLength(3);
  });

  test('is told to the checks with the number that is drawn', () => {
    const { marks } = resolved(boardOf(slow), published);
    expect(marks.map(({ value, means, alert }) => [value, means, alert])).toEqual([
      [0.1, 'objective', undefined],
      [0.1, 'ticket', 'MediumLatency'],
      [0.5, 'page', 'HighLatency'],
    ]);
  });

  test('goes the other way where low is bad', () => {
    const [worst, best] = errors.marks ?? [];
    if (worst === undefined || best === undefined) throw new Error('The good panel has two marks.');
    const low = {
      ...stat,
      bad: 'low',
      marks: [
        { ...best, means: 'objective' },
        { ...worst, means: 'page' },
      ],
    } as const;
    expect(stepsOf(low)).toEqual([
      [null, 'red'],
      [0.001, 'yellow'],
      [0.005, 'green'],
    ]);
  });
});

describe('a panel', () => {
  test('says its thresholds in words, the numbers that are drawn', () => {
    expect(madePanel(slow).description).toBe(
      'What 95 % take at most. Over 150 ms a ticket is written, over 300 ms somebody is paged.',
    );
    expect(madePanel(slow, published).description).toBe(
      'What 95 % take at most. Over 100 ms a ticket is written, over 500 ms somebody is paged.',
    );
  });

  test('leads to what to do when its alerts fire, the worst first', () => {
    expect(madePanel(errors).links).toMatchObject([
      { title: 'Runbook: HighErrorRate', url: 'https://ops.fraiseql.com/runbooks/queries.md#higherrorrate' },
      {
        title: 'Runbook: MediumErrorRate',
        url: 'https://ops.fraiseql.com/runbooks/queries.md#mediumerrorrate',
      },
    ]);
  });

  test('is left out where nothing carries what it asks for, and synth says which and why', () => {
    const keys = {
      ...errors,
      title: 'Keys',
      queries: [{ expr: promql`${signal.apiKeysActive}`, legend: 'Keys' }],
    };
    const { boards, leftOut } = resolved(boardOf(keys, slow), published);
    expect(leftOut).toEqual([
      { board: 'Health', panel: 'Keys', reason: 'v2.15 does not count its API keys' },
    ]);
    expect(boards[0]?.json).not.toContain('"Keys"');
    expect(boards[0]?.json).toContain('"Time to answer"');
  });

  test('takes its heading with it when it was the only one there', () => {
    const only = { ...errors, queries: [{ expr: promql`${signal.apiKeysActive}`, legend: 'Keys' }] };
    expect(resolved(boardOf(only), published).boards[0]?.json).not.toContain('"type": "row"');
  });
});

describe('a graph', () => {
  test('asks for what is chosen, in steps that make its window that of the alerts', () => {
    const { targets } = madePanel({
      ...errors,
      queries: [{ expr: promql`${signal.queryRate.over('$__rate_interval')}`, legend: 'All' }],
    });
    expect(targets).toMatchObject([
      {
        refId: 'A',
        expr: 'sum(rate(fraiseql_queries_total{namespace=~"$namespace", job=~"$job"}[$__rate_interval]))',
        range: true,
        interval: '75s',
        legendFormat: 'All',
      },
    ]);
  });

  test('draws a line across at each mark, and reaches so far that all can be seen', () => {
    expect(madePanel(errors)).toMatchObject({
      fieldConfig: { defaults: { custom: { thresholdsStyle: { mode: 'line' }, axisSoftMax: 0.0055 } } },
    });
  });

  test('reaches only to its values where the marks are far off', () => {
    const { fieldConfig } = madePanel({ ...errors, axis: 'values' });
    expect(JSON.stringify(fieldConfig)).not.toContain('axisSoftMax');
  });

  test('draws areas where low is bad: a line would have the colour of what is above', () => {
    expect(madePanel({ ...errors, bad: 'low' })).toMatchObject({
      fieldConfig: { defaults: { custom: { thresholdsStyle: { mode: 'area' } } } },
    });
  });

  test('has lines in colours that the house style names', () => {
    const colour = { '2xx': 'healthy', '5xx': 'page' } as const;
    const panel = {
      ...errors,
      queries: [{ expr: promql`${signal.requestRateByStatus.over('5m')}`, legend: '{{status}}', colour }],
    };
    expect(madePanel(panel)).toMatchObject({
      fieldConfig: {
        overrides: [
          { matcher: { options: '2xx' }, properties: [{ value: { fixedColor: 'green' } }] },
          { matcher: { options: '5xx' }, properties: [{ value: { fixedColor: 'red' } }] },
        ],
      },
    });
  });
});

describe('a value', () => {
  test('is that of this moment: what has ended is not shown as if it went on', () => {
    const { targets, options } = madePanel(stat);
    expect(targets).toMatchObject([{ instant: true, range: false }]);
    expect(options).toMatchObject({ reduceOptions: { calcs: ['lastNotNull'] }, colorMode: 'background' });
  });

  test('stands on a dial from none to all', () => {
    expect(madePanel({ ...stat, kind: 'gauge' })).toMatchObject({
      type: 'gauge',
      fieldConfig: { defaults: { min: 0, max: 1 } },
    });
  });

  test('may be a word', () => {
    expect(madePanel({ ...stat, words: { 0: 'dead', 1: 'alive' } })).toMatchObject({
      fieldConfig: {
        defaults: { mappings: [{ type: 'value', options: { 0: { text: 'dead' }, 1: { text: 'alive' } } }] },
      },
    });
  });
});

describe('a table', () => {
  const table: Table = {
    key: 'anomalies',
    kind: 'table',
    title: 'Anomalies',
    description: text`What was seen. Usual are a few a day.`,
    unit: 'short',
    width: 12,
    expr: promql`${signal.anomalies.over('$__range')}`,
    labels: { rule: 'Rule' },
    heading: 'Anomalies',
    empty: 'None.',
  };

  test('has a row for each series of this moment, readable headings, and no column that only Grafana needs', () => {
    expect(madePanel(table)).toMatchObject({
      targets: [{ instant: true, range: false, format: 'table' }],
      transformations: [
        {
          id: 'organize',
          options: {
            excludeByName: { Time: true },
            indexByName: { rule: 0, Value: 1 },
            renameByName: { rule: 'Rule', Value: 'Anomalies' },
          },
        },
      ],
      options: { sortBy: [{ displayName: 'Anomalies', desc: true }] },
      fieldConfig: { defaults: { noValue: 'None.' } },
    });
  });
});
