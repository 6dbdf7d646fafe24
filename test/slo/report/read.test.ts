import { describe, expect, test } from 'vitest';
import { sentencesOf } from '../../../src/slo/report/words.ts';
import { addressOf, fakePrometheus } from './fake.ts';
import { at, availability, queries, type History } from './history.ts';
import { objectiveOf, reportOf } from './report.ts';

const february = { from: '2026-02-01', to: '2026-03-01' };
const around = { from: '2026-01-25', to: '2026-03-05' };
const outage = { from: '2026-02-14T03:00:00', minutes: 692 };

/** A history without what was in some spans. */
const without = (history: History, ...gaps: readonly (readonly [string, string])[]): History => ({
  ...history,
  at: (time) => (gaps.some(([from, to]) => at(from) < time && time <= at(to)) ? undefined : history.at(time)),
});

describe('a month with gaps', () => {
  const gap = ['2026-02-20T10:00:00', '2026-02-20T11:30:00'] as const;

  test('says how many minutes are not known, and what they may hide', async () => {
    const fetches = [fakePrometheus([availability(around, { ...outage, minutes: 20 }, [gap])])];
    const found = objectiveOf(await reportOf({ fetches }), 'availability');
    expect(found.gaps).toEqual([{ from: '2026-02-20T10:00:00Z', to: '2026-02-20T11:30:00Z', seconds: 5400 }]);
    expect(found.slo.measured).toMatchObject({ bad: 1200, unknownSeconds: 5400 });
    expect(found.slo.verdict).toMatchObject({ kind: 'open', leaning: 'met' });
    expect(found.sla.verdict).toEqual({ kind: 'met' });
    expect(sentencesOf(found)).toEqual([
      '0.050 % of the time the service was down: 20 min of 40,230 min. The budget allows 40.32 min, of which 49.6 % is spent.',
      '90 min have no slice, in 1 gap. If all of that was good: 99.95 %; if all was bad: 99.73 %.',
      'The SLO is met, unless more than 20 min of the 90 min without a slice were down.',
      'Nothing is owed to customers.',
    ]);
  });

  test('does not leave open what they cannot change', async () => {
    const fetches = [fakePrometheus([availability(around, { ...outage, minutes: 720 }, [gap])])];
    const found = objectiveOf(await reportOf({ fetches }), 'availability');
    expect([found.slo.verdict, found.sla.verdict]).toEqual([{ kind: 'missed' }, { kind: 'missed' }]);
    expect(found.credit).toMatchObject({ share: 0.25, best: 0.25, worst: 0.5 });
  });

  test('takes unknown queries to come as often as the others', async () => {
    const history = without(queries('errors', february, { all: 40_320_000, bad: 4032 }), gap);
    const found = objectiveOf(await reportOf({ fetches: [fakePrometheus([history])] }), 'errors');
    expect(found.slo.measured.unknownEvents).toBeCloseTo(90_000, -2);
    expect(found.slo.verdict).toMatchObject({ kind: 'open', leaning: 'met' });
    expect(sentencesOf(found)[2]).toBe(
      'The SLO is met, unless more than 40.33 % of the queries in the 90 min without a slice were bad.',
    );
  });
});

describe('while the service is down', () => {
  test('no query is missing: there was nothing to count', async () => {
    const down = ['2026-02-14T03:00:00', '2026-02-14T14:32:00'] as const;
    const errors = without(queries('errors', february, { all: 40_320_000, bad: 4032 }), down);
    const fetches = [fakePrometheus([availability(around, outage), errors])];
    const found = objectiveOf(await reportOf({ fetches }), 'errors');
    expect(found.slo.measured).toMatchObject({ unknownSeconds: 0, downSeconds: 692 * 60 });
    expect(found.slo.verdict).toEqual({ kind: 'met' });
    expect(found.gaps).toEqual([]);
  });
});

describe('two servers', () => {
  const [early, late] = [
    ['2026-02-05T00:00:00', '2026-02-06T12:00:00'],
    ['2026-02-20T23:50:00', '2026-02-21T00:10:00'],
  ] as const;
  const whole = queries('errors', february, { all: 8_064_000, bad: 806 });

  test('fill each other’s gaps', async () => {
    const fetches = [fakePrometheus([without(whole, early)]), fakePrometheus([without(whole, late)])];
    const { measured } = objectiveOf(await reportOf({ fetches }), 'errors').slo;
    expect(measured).toMatchObject({ all: 8_064_000, bad: 806, unknownSeconds: 0 });
  });

  test('do not count twice what the first one counts late, in the slice after its gap', async () => {
    const caughtUp: History = {
      ...without(whole, late),
      at: (time) => {
        if (at(late[0]) < time && time <= at(late[1])) return undefined;
        const counted = whole.at(time);
        // 41 slices in one: those of 20 minutes, and its own.
        return time === at(late[1]) + 30 ? [41 * 100, 5] : counted;
      },
    };
    const fetches = [fakePrometheus([caughtUp]), fakePrometheus([whole])];
    const { measured } = objectiveOf(await reportOf({ fetches }), 'errors').slo;
    expect(measured).toMatchObject({ all: 8_064_000, bad: 806, unknownSeconds: 0 });
  });

  test('the second one is asked only for days of which something is missing', async () => {
    const asked: string[] = [];
    const second = fakePrometheus([availability(february, undefined)]);
    const counting: typeof fetch = (input) => {
      asked.push(new Date(Number(addressOf(input).searchParams.get('time')) * 1000).toISOString());
      return second(input);
    };
    const all = ['latency', 'errors', 'latency-sla'] as const;
    const complete = all.map((slo) => queries(slo, february, { all: 80_640, bad: 0 }));
    const first = fakePrometheus([...complete, availability(february, undefined, [early])]);
    const report = await reportOf({ fetches: [first, counting] });
    expect(objectiveOf(report, 'availability').gaps).toEqual([]);
    expect(new Set(asked)).toEqual(new Set(['2026-02-06T00:00:00.000Z', '2026-02-07T00:00:00.000Z']));
  });

  test('one that is down for good is left out and told of, and asked no more', async () => {
    let asked = 0;
    const down: typeof fetch = () => {
      asked++;
      return Promise.reject(new TypeError('fetch failed', { cause: { code: 'ECONNREFUSED' } }));
    };
    const report = await reportOf({ fetches: [down, fakePrometheus([whole])] });
    expect(objectiveOf(report, 'errors').slo.measured.all).toBe(8_064_000);
    expect(report.notes).toEqual([
      'http://prometheus-0 takes no connection: is it up, and is that its port? (ECONNREFUSED). Asked 4 times. It was asked no more; the others were.',
    ]);
    expect(asked).toBe(4);
  });

  test('replicas that one server answers with are as two servers', async () => {
    const one = fakePrometheus([without(whole, early)], { labels: { replica: 'a' } });
    const other = fakePrometheus([without(whole, late)], { labels: { replica: 'b' } });
    const both: typeof fetch = async (input) => {
      const answers = await Promise.all([one(input), other(input)]);
      const bodies = (await Promise.all(answers.map((answer) => answer.json()))) as {
        data: { result: unknown[] };
      }[];
      const result = bodies.flatMap(({ data }) => data.result);
      return Response.json({ status: 'success', data: { resultType: 'matrix', result } });
    };
    const { measured } = objectiveOf(await reportOf({ fetches: [both] }), 'errors').slo;
    expect(measured).toMatchObject({ all: 8_064_000, bad: 806, unknownSeconds: 0 });
  });
});

describe('the edges of a month', () => {
  const edges: History = {
    slo: 'availability',
    from: at('2026-01-31'),
    to: at('2026-03-02'),
    at: (time) => [30, [at('2026-02-01'), at('2026-02-01') + 30, at('2026-03-01')].includes(time) ? 30 : 0],
  };

  test.each([
    ['2 (its ranges hold their left edge)', true],
    ['3 (they do not)', false],
  ])('are the same with Prometheus %s', async (_, leftEdge) => {
    const fetches = [fakePrometheus([edges], { leftEdge })];
    // The sample of 00:00 tells of the half minute before it.
    const bad = async (month: string) =>
      objectiveOf(await reportOf({ fetches, month }), 'availability').slo.measured.bad;
    expect([await bad('2026-01'), await bad('2026-02'), await bad('2026-03')]).toEqual([30, 60, 0]);
  });

  test('of a leap February are those of its 29th', async () => {
    const history = availability(
      { from: '2028-02-01', to: '2028-03-01' },
      { from: '2028-02-29T12:00:00', minutes: 10 },
    );
    const report = await reportOf({
      fetches: [fakePrometheus([history])],
      month: '2028-02',
      now: '2028-03-02T00:00:00Z',
    });
    const found = objectiveOf(report, 'availability');
    expect(found.slo.measured).toMatchObject({ all: 29 * 86_400, bad: 600, unknownSeconds: 0 });
    expect(found.budget.allowed).toBe(41.76 * 60);
    expect(found.days.at(-1)).toMatchObject({ date: '2028-02-29', bad: 600 });
  });
});

describe('a month that still runs', () => {
  const now = '2026-02-10T12:00:40Z';

  test('is measured until a minute ago, and nothing after it is missing', async () => {
    const history = { ...availability(around, { ...outage, from: '2026-02-03T00:00:00', minutes: 30 }) };
    const report = await reportOf({
      fetches: [fakePrometheus([{ ...history, to: at('2026-02-10T12:00:00') }])],
      now,
    });
    expect(report.period).toMatchObject({ isOver: false, measuredUntil: '2026-02-10T11:59:30Z' });
    const found = objectiveOf(report, 'availability');
    expect(found.slo.measured.unknownSeconds).toBe(0);
    expect(found.days).toHaveLength(10);
    // The budget is that of the whole month.
    expect(found.budget.allowed).toBe(40.32 * 60);
  });

  test('is not asked for days that have not come', async () => {
    const times: number[] = [];
    const answering = fakePrometheus([availability(around, undefined)]);
    const listening: typeof fetch = (input) => {
      times.push(Number(addressOf(input).searchParams.get('time')));
      return answering(input);
    };
    await reportOf({ fetches: [listening], now });
    expect(Math.max(...times)).toBe(at('2026-02-11'));
  });
});

test('no queries at all is neither met nor missed, and no 100 %', async () => {
  const history = queries('errors', february, { all: 0, bad: 0 });
  const found = objectiveOf(await reportOf({ fetches: [fakePrometheus([history])] }), 'errors');
  expect(found.slo.verdict).toEqual({ kind: 'none' });
  expect(found.slo.measured.attainment).toBeNull();
  expect(sentencesOf(found)).toEqual(['There is nothing to judge by: no queries.']);
});

test('what a server warns of is told', async () => {
  const fetches = [fakePrometheus([availability(around, undefined)], { warnings: ['a store is gone'] })];
  expect((await reportOf({ fetches })).notes).toEqual(['http://prometheus-0 warns: a store is gone']);
});
