import { describe, expect, test } from 'vitest';
import { contractMetrics } from '../../src/metrics/contract.ts';
import { recordedName } from '../../src/metrics/recorded.ts';
import type { ObjectiveName } from '../../src/model/objective.ts';
import { playRules, recordedOf, rulesFor, type Expectation } from './promtool.ts';
import { eventsUntil, inputOf, step, unevenTraffic } from './traffic.ts';

const hours = (count: number): number => (count * 3600) / step;

describe('slices add up to what the counters counted, to the last query', () => {
  const traffic = unevenTraffic(hours(30) + 1);
  const up = ['a', 'b', 'c0'].map((pod) => ({
    series: `up{job="fraiseql", pod="${pod}"}`,
    values: `1x${String(hours(30))}`,
  }));
  const input = [
    ...up,
    ...traffic.queries.map((counter) => inputOf(contractMetrics.queries.name, counter)),
    ...traffic.errors.map((counter) => inputOf(contractMetrics.queryErrors.name, counter)),
  ];
  const windows = [
    ['5m', 10],
    ['30m', 60],
    ['1h', 120],
    ['2h', 240],
    ['6h', 720],
    ['1d', 2880],
  ] as const;
  /** A slice ends with the last sample that is 15 s old: the one before. */
  const expected = [24, 25.5, 29].flatMap((hour) =>
    windows.flatMap(([window, steps]): Expectation[] => {
      const last = hours(hour) - 1;
      const at = hour * 3600;
      const { queries, errors } = traffic.happened;
      return [
        {
          at,
          expr: recordedOf('errors', recordedName.all(window)),
          value: eventsUntil(queries, last, steps),
        },
        { at, expr: recordedOf('errors', recordedName.bad(window)), value: eventsUntil(errors, last, steps) },
      ];
    }),
  );

  test('over every window, across restarts and replaced replicas', async () => {
    const rules = rulesFor(expected.map(({ expr }) => expr));
    expect(await playRules(rules, input, expected)).toBe('');
  });
});

/** Series of one test, by what they are called, with their courses; and what is recorded after so many minutes. */
interface Case {
  readonly story: string;
  readonly series: Readonly<Record<string, string>>;
  readonly recorded: readonly (readonly [
    objective: ObjectiveName,
    name: string,
    minutes: number,
    value?: number,
  ])[];
}

const queries = (pod: string, status = 'success') =>
  `${contractMetrics.queries.name}{job="fraiseql", pod="${pod}", status="${status}"}`;
const errors = (pod: string) =>
  `${contractMetrics.queryErrors.name}{job="fraiseql", pod="${pod}", error_type="database"}`;
const bucket = (le: string) =>
  `${contractMetrics.queryDuration.name}_bucket{job="fraiseql", pod="a", le="${le}"}`;
const up = (pod: string) => `up{job="fraiseql", pod="${pod}"}`;
const { all, bad, ratio } = recordedName;

/** What else Prometheus scrapes. */
const others = 'up{job="fraiseql-prometheus", pod="prometheus"}';

const cases: readonly Case[] = [
  {
    story: 'What counted long before Prometheus first looked is not counted, whichever replica it sees first',
    series: {
      [up('a')]: '1x40',
      [up('b')]: '_x2 1x40',
      [queries('a')]: '1000000+100x40',
      [queries('b')]: '_x2 2000000+100x40',
    },
    recorded: [
      ['errors', all('1h'), 5, 9 * 100 + 7 * 100],
      ['errors', all('5m'), 15, 10 * 200],
    ],
  },
  {
    story: 'What is counted while Prometheus is away for 40 minutes is counted after it',
    series: { [up('a')]: '1x60 _x80 1x40', [queries('a')]: '0+100x60 _x80 14100+100x40' },
    recorded: [
      ['errors', all('1h'), 75, 120 * 100],
      ['errors', all('5m'), 80, 10 * 100],
    ],
  },
  {
    story: 'A replica that could not be scraped for 20 minutes counted meanwhile; the others go on',
    series: {
      [up('a')]: '1x200',
      [up('b')]: '1x60 stale _x39 1x100',
      [queries('a')]: '0+100x200',
      [queries('b')]: '0+10x60 stale _x39 1010+10x100',
    },
    recorded: [['errors', all('1h'), 80, 120 * 110]],
  },
  {
    story:
      'What is counted while Prometheus is away for more than an hour is not known, and the history before it is not new',
    series: { [up('a')]: '1x60 _x123 1x40', [queries('a')]: '40000000+100x60 _x123 40018400+100x40' },
    recorded: [['errors', all('5m'), 97, 9 * 100]],
  },
  {
    story: 'A replica that could not be scraped for over an hour is not new either',
    series: {
      [up('a')]: '1x300',
      [up('b')]: '1x60 0x150 1x60',
      [queries('a')]: '0+10x300',
      [queries('b')]: '20000000+100x60 stale _x149 20021100+100x60',
    },
    recorded: [['errors', all('5m'), 108, 10 * 10 + 4 * 100]],
  },
  {
    story: 'A replica that fails its first scrapes is new all the same',
    series: {
      [up('a')]: '1x300',
      [up('b')]: '_x140 0x4 1x60',
      [queries('a')]: '0+10x300',
      [queries('b')]: '_x145 70+100x60',
    },
    recorded: [['errors', all('5m'), 74, 10 * 10 + 70 + 2 * 100]],
  },
  {
    story: 'A restart counts from nothing',
    series: { [up('a')]: '1x100', [queries('a')]: '5000+100x40 60+100x60' },
    recorded: [['errors', all('30m'), 40, 59 * 100 + 60]],
  },
  {
    story: 'What a replica counted last is counted, although its series ends',
    series: {
      [up('a')]: '1x100',
      [up('b')]: '1x41 stale',
      [queries('a')]: '0+1x100',
      // The last sample comes with the evaluation that does not look at it yet.
      [queries('b')]: '0+100x40 9000 stale',
    },
    recorded: [['errors', all('1h'), 30, 59 + 9000]],
  },
  {
    story: 'Errors whose series begins with them all count',
    series: {
      [up('a')]: '1x60',
      [queries('a')]: '0+100x60',
      [errors('a')]: '_x30 40 40x29',
    },
    recorded: [
      ['errors', bad('5m'), 14, 0],
      ['errors', bad('5m'), 17, 40],
      ['errors', ratio('5m'), 17, 0.04],
    ],
  },
  {
    story: 'No series of errors is no error',
    series: { [up('a')]: '1x60', [queries('a')]: '0+100x60' },
    recorded: [
      ['errors', ratio('5m'), 20, 0],
      ['errors', ratio('30d'), 20, 0],
      ['errors', recordedName.budgetLeft, 20, 1],
    ],
  },
  {
    story: 'No traffic is no error',
    series: { [up('a')]: '1x60', [queries('a')]: '500x60', [errors('a')]: '7x60' },
    recorded: [
      ['errors', all('5m'), 20, 0],
      ['errors', ratio('5m'), 20, 0],
    ],
  },
  {
    story: 'No series of queries is no knowledge',
    series: { [up('a')]: '1x60' },
    recorded: [
      ['errors', all('5m'), 20],
      ['errors', ratio('5m'), 20],
      ['errors', ratio('30d'), 20],
      ['errors', recordedName.budgetLeft, 20],
    ],
  },
  {
    story: 'What is known stays known when the series have been gone for hours',
    series: { [up('a')]: '1x400', [queries('a')]: '0+100x120 stale', [errors('a')]: '0+1x120 stale' },
    recorded: [
      ['errors', ratio('1h'), 180],
      ['errors', ratio('6h'), 180, 0.01],
      ['errors', ratio('30d'), 180, 0.01],
    ],
  },
  {
    story: 'Queries slower than 100 ms are bad, for the SLO',
    series: {
      [up('a')]: '1x60',
      [bucket('0.1')]: '0+96x60',
      [bucket('0.15')]: '0+98x60',
      [bucket('+Inf')]: '0+100x60',
    },
    recorded: [
      ['latency', all('5m'), 20, 1000],
      ['latency', bad('5m'), 20, 40],
    ],
  },
  {
    story: 'Without the bucket of 100 ms nobody knows what was slow',
    series: { [up('a')]: '1x60', [bucket('0.15')]: '0+98x60', [bucket('+Inf')]: '0+100x60' },
    recorded: [
      ['latency', all('5m'), 20, 1000],
      ['latency', bad('5m'), 20],
      ['latency', ratio('5m'), 20],
    ],
  },
  {
    story: 'Seconds without a replica are down',
    series: { [up('a')]: '1x20 0x5 1x40', [up('b')]: '1x10 0x15 1x40' },
    recorded: [
      // In the first minute nobody knows.
      ['availability', all('30m'), 29.5, 58 * 30],
      ['availability', bad('30m'), 29.5, 6 * 30],
    ],
  },
  {
    story: 'No replica left to ask is down',
    series: { [up('a')]: '1x20 stale', [others]: '1x60' },
    recorded: [['availability', bad('30m'), 20, 20 * 30]],
  },
  {
    story: 'A Prometheus that has not scraped anything yet knows of no outage',
    series: { [up('a')]: '_x3 1x60', [others]: '_ 1x60' },
    recorded: [
      ['availability', bad('30m'), 20, 0],
      ['availability', all('30m'), 20, 38 * 30],
    ],
  },
  {
    story: 'A service that nobody reaches from outside is down, and one that nobody looks at is not',
    series: {
      [up('a')]: '1x60',
      'probe_success{job="fraiseql-probes", probe="api-health"}': '1x20 0x5 1x5 _x30',
    },
    recorded: [['availability', bad('30m'), 29.5, 6 * 30]],
  },
  {
    story: 'A service of which every query fails is down, for as long as they do',
    series: {
      [up('a')]: '1x80',
      [queries('a')]: '0+100x20 2000x20 2100+100x39',
      [queries('a', 'error')]: '0x20 100+100x19 2000x40',
      [errors('a')]: '0x20 100+100x19 2000x40',
    },
    recorded: [['availability', bad('30m'), 35, 20 * 30]],
  },
  {
    story: 'Two failed queries in a quiet night are no downtime',
    series: { [up('a')]: '1x80', [queries('a', 'error')]: '0x20 2x60', [errors('a')]: '0x20 2x60' },
    recorded: [['availability', bad('30m'), 35, 0]],
  },
  {
    story: 'Errors without a count of queries are no ratio',
    series: { [up('a')]: '1x60', [errors('a')]: '0+1x60' },
    recorded: [['errors', ratio('5m'), 20]],
  },
];

describe.concurrent('what is counted', () => {
  test.each(cases)('$story', async ({ series, recorded }) => {
    const input = Object.entries(series).map(([name, values]) => ({ series: name, values }));
    const expected = recorded.map(([objective, name, minutes, value]) => ({
      at: minutes * 60,
      expr: recordedOf(objective, name),
      value,
    }));
    expect(await playRules(rulesFor(expected.map(({ expr }) => expr)), input, expected)).toBe('');
  });
});

describe('a Prometheus that was away for more than two hours', () => {
  /** Slices, and rules that record nothing in the hole: nobody is there to do it. */
  const hole = { from: 20 * 3600, to: 22.2 * 3600 };
  const steps = (from: number, to: number) => Math.round((to - from) / step);
  const course = (before: string, after: string) =>
    `${before}x${String(steps(0, hole.from))} _x${String(steps(hole.from, hole.to) - 1)} ${after}x${String(steps(hole.to, 6 * 86_400))}`;
  const series = (name: string) => recordedOf('errors', name);
  const alive = { series: 'alive', values: course('1', '1') };
  const rules = rulesFor([series(ratio('30d'))])
    .filter(({ record }) => !record.endsWith('30s'))
    .map((rule) => ({ ...rule, expr: `(${rule.expr}) and on () alive` }));

  test('leaves sums that stay: what was bad before it does not come and go with the hours', async () => {
    // All errors are in the last two hours before the hole.
    const bad2h = `0x${String(steps(0, hole.from) - 241)} 10x240 _x${String(steps(hole.from, hole.to) - 1)} 0x${String(steps(hole.to, 6 * 86_400))}`;
    const input = [
      alive,
      { series: series(all('30s')), values: course('100', '100') },
      { series: series(bad('30s')), values: bad2h },
    ];
    const moments = Array.from({ length: 90 }, (_, at) => 26 * 3600 + at * 40 * 60);
    const expected = moments.map((at) => ({ at, expr: series(bad('30d')), value: 2410 }));
    expect(await playRules(rules, input, expected, '5m')).toBe('');
  });
});
