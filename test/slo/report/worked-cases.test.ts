import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cli } from '../../../src/cli.ts';
import type { Report } from '../../../src/slo/report/model.ts';
import { madeUp } from '../../cli/world.ts';
import { backfilled, type Backfilled } from './backfill.ts';
import { at, availability, queries } from './history.ts';

/**
 * The two cases that the report must reproduce, from the command line to a real Prometheus and back. Their months have neighbours, so
 * that a slice that is counted in the wrong one would show.
 */
describe('the worked cases, through a real Prometheus', () => {
  let prometheus: Backfilled;
  beforeAll(async () => {
    const all = { from: '2026-01-31', to: '2026-03-02' };
    prometheus = await backfilled([
      {
        ...availability(all, undefined),
        at: (time) => [30, isDown(time) ? 30 : 0],
      },
      queries('errors', { from: '2026-03-01', to: '2026-03-08' }, { all: 8_200_000, bad: 3200 }),
    ]);
  }, 60_000);
  afterAll(() => prometheus.stop());

  /** 692 minutes in three outages of February, and the first and last slices of its neighbours. */
  function isDown(time: number): boolean {
    const outages = [
      ['2026-01-31T23:59:30', 0.5],
      ['2026-02-01T00:00:00', 0.5],
      ['2026-02-11T04:12:00', 691],
      ['2026-02-28T23:59:30', 0.5],
      ['2026-03-01T00:00:00', 0.5],
    ] as const;
    return outages.some(([from, minutes]) => at(from) < time && time <= at(from) + minutes * 60);
  }

  async function report(...span: readonly string[]): Promise<Report> {
    const { world, said } = madeUp({ fetch, now: '2026-03-09T08:00:00Z' });
    const servers = ['--prometheus', prometheus.address, '--environment', 'test/good/production.yaml'];
    const code = await cli(['slo', 'report', ...span, ...servers, '--format', 'json'], world);
    expect(said.stderr).toBe('');
    expect(code).toBe(0);
    return JSON.parse(said.stdout) as Report;
  }

  test('February 2026: 692 of 40,320 minutes down are 98.28 %, SLO and SLA missed, 25 % owed', async () => {
    const [found] = (await report('--month', '2026-02')).objectives;
    expect(found).toMatchObject({
      slo: { verdict: { kind: 'missed' }, measured: { all: 40_320 * 60, bad: 692 * 60, unknownSeconds: 0 } },
      sla: { verdict: { kind: 'missed' } },
      budget: { allowed: 40.32 * 60 },
      credit: { share: 0.25, best: 0.25, worst: 0.25 },
      incidentCount: 3,
      gaps: [],
    });
    expect(found?.slo.measured.attainment?.toFixed(4)).toBe('0.9828');
    expect(found?.incidents[0]).toMatchObject({ from: '2026-02-11T04:12:00Z', seconds: 691 * 60 });
  });

  test('1 to 7 March 2026: 3,200 of 8,200,000 queries failed, 0.039 %, met', async () => {
    const { objectives, period } = await report('--from', '2026-03-01', '--to', '2026-03-08');
    expect(period.name).toBe('1 to 7 March 2026');
    const found = objectives.find(({ name }) => name === 'errors');
    expect(found).toMatchObject({
      slo: { verdict: { kind: 'met' }, measured: { all: 8_200_000, bad: 3200, unknownSeconds: 0 } },
      sla: { verdict: { kind: 'met' } },
      credit: null,
    });
  });

  test('says both to the digit', async () => {
    const { world, said } = madeUp({ fetch, now: '2026-03-09T08:00:00Z' });
    const argv = [
      'slo',
      'report',
      '--prometheus',
      prometheus.address,
      '--environment',
      'test/good/production.yaml',
    ];
    await cli(argv, world);
    expect(said.stdout).toContain('Availability  SLO 99.9 %  98.28 %     1,716.3 %  missed\n');
    expect(said.stdout).toContain('              SLA 99.5 %  98.28 %                missed, credit 25 %\n');
    said.stdout = '';
    await cli([...argv, '--from', '2026-03-01', '--to', '2026-03-08'], world);
    expect(said.stdout).toContain('0.039 % of queries failed: 3,200 of 8,200,000.');
    expect(said.stdout).toMatch(/Errors +SLO 99\.9 % +99\.96 % +39\.0 % +met\n/);
  });
});
