import { describe, expect, test } from 'vitest';
import { fakePrometheus } from './fake.ts';
import { at, availability, type History } from './history.ts';
import { objectiveOf, reportOf } from './report.ts';

const february = { from: '2026-02-01', to: '2026-03-01' };

/** The incidents of availability that is down in some spans: `[from, minutes]`. */
async function outages(spans: readonly (readonly [from: string, minutes: number])[]) {
  const isDown = (time: number) =>
    spans.some(([from, minutes]) => at(from) < time && time <= at(from) + minutes * 60);
  const history: History = {
    ...availability(february, undefined),
    at: (time) => [30, isDown(time) ? 30 : 0],
  };
  const { incidents, incidentCount } = objectiveOf(
    await reportOf({ fetches: [fakePrometheus([history])] }),
    'availability',
  );
  return {
    incidentCount,
    worst: incidents.map(({ from, seconds, bad }) => [from.slice(5, 16), seconds / 60, bad / 60]),
  };
}

describe('incidents of availability', () => {
  test('are stretches of downtime, the worst first', async () => {
    expect(
      await outages([
        ['2026-02-03T10:00:00', 2],
        ['2026-02-20T10:00:00', 12],
      ]),
    ).toEqual({
      incidentCount: 2,
      worst: [
        ['02-20T10:00', 12, 12],
        ['02-03T10:00', 2, 2],
      ],
    });
  });

  test('are one where a quarter of an hour or less is between them', async () => {
    expect(
      await outages([
        ['2026-02-03T10:00:00', 2],
        ['2026-02-03T10:17:00', 3],
      ]),
    ).toEqual({
      incidentCount: 1,
      worst: [['02-03T10:00', 20, 5]],
    });
    expect(
      (
        await outages([
          ['2026-02-03T10:00:00', 2],
          ['2026-02-03T10:17:30', 3],
        ])
      ).incidentCount,
    ).toBe(2);
  });

  test('go on across midnight, and end with the month', async () => {
    expect(
      await outages([
        ['2026-02-27T23:50:00', 20],
        ['2026-02-28T23:50:00', 20],
      ]),
    ).toEqual({
      incidentCount: 2,
      worst: [
        ['02-27T23:50', 20, 20],
        ['02-28T23:50', 10, 10],
      ],
    });
  });

  test('are told of as far as the worst five', async () => {
    const seven = Array.from(
      { length: 7 },
      (_, day) => [`2026-02-1${String(day)}T10:00:00`, day + 1] as const,
    );
    const { incidentCount, worst } = await outages(seven);
    expect(incidentCount).toBe(7);
    expect(worst.map(([, minutes]) => minutes)).toEqual([7, 6, 5, 4, 3]);
  });
});

test('a few failed queries in a quiet night are no incident, and a burst is one', async () => {
  const history: History = {
    slo: 'errors',
    from: at(february.from),
    to: at(february.to),
    at: (time) => {
      if (time > at('2026-02-10T12:00:00') && time <= at('2026-02-10T12:20:00')) return [200, 10];
      return new Date(time * 1000).getUTCHours() < 6 ? [10, time % 3000 === 0 ? 1 : 0] : [200, 0];
    },
  };
  const found = objectiveOf(await reportOf({ fetches: [fakePrometheus([history])] }), 'errors');
  expect(found.incidents).toMatchObject([{ from: '2026-02-10T12:00:00Z', seconds: 1200, bad: 400 }]);
  expect(found.incidentCount).toBe(1);
});
