import { rmSync, writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { positionOf } from '../../src/backup/wal/lsn.ts';
import { until } from '../platform/until.ts';
import { Bucket, Stage } from './wal-stage.ts';

/** Runs a test on a server whose log is received. */
const onStage =
  (play: (stage: Stage) => Promise<void>, props: Parameters<typeof Stage.start>[0] = {}) =>
  async (): Promise<void> => {
    const stage = await Stage.start(props);
    try {
      await play(stage);
    } finally {
      await stage.stop();
    }
  };

const count = 'select count(*)::int as n from t';
const insert = (rows: number) =>
  `insert into t (v) select md5(n::text) from generate_series(1, ${String(rows)}) n`;

describe.concurrent('the log of a server, shipped to S3', () => {
  test(
    'restores what was committed when the server, the receiver and its disk are gone at once',
    onStage(
      async (stage) => {
        const receiver = stage.receive();
        const ship = stage.shipCommand();
        await stage.base();
        await until(() => Promise.resolve(stage.keys().length > 0));
        const commits: number[] = [];
        const state = { gone: false };
        const writing = (async () => {
          while (!state.gone) {
            await stage.sql(insert(20));
            commits.push(Date.now());
          }
        })().catch(() => undefined);
        const begun = Date.now();
        await until(() => Promise.resolve(Date.now() - begun > 5000));
        const gone = Date.now();
        await Promise.all([ship.end('SIGKILL'), stage.kill(), receiver.end('SIGKILL')]);
        state.gone = true;
        rmSync(stage.path('wal'), { recursive: true });
        await writing;

        const { code, said, rows, chain } = await stage.restore();
        expect(code, said).toBe(0);
        const [row] = await rows<{ n: number; last: Date }>(
          'select count(*)::int as n, max(at) as last from t',
        );
        const lost = commits.length - (row?.n ?? 0) / 20;
        const seconds = (gone - (row?.last.getTime() ?? 0)) / 1000;
        console.log(
          `RPO ${seconds.toFixed(2)} s: ${String(Math.max(lost, 0))} of ${String(commits.length)} commits lost; the exporter would have said ${((gone - chain.recoveryPoint) / 1000).toFixed(2)} s`,
        );
        // Never half a commit, and never less than what was claimed.
        expect((row?.n ?? 1) % 20).toBe(0);
        expect(row?.last.getTime()).toBeGreaterThan(chain.recoveryPoint - 1000);
        expect(seconds).toBeLessThan(30);
        expect((gone - chain.recoveryPoint) / 1000).toBeLessThan(30);
      },
      { segment: 16 },
    ),
  );

  test(
    'restores to the moment before somebody deleted everything',
    onStage(async (stage) => {
      stage.receive();
      stage.ship();
      await stage.base();
      await stage.sql(insert(1000));
      const [before] = await stage.sql<{ at: Date }>('select clock_timestamp() as at');
      await stage.sql('delete from t');
      await stage.caughtUp();
      const now = await stage.restore({ check: 'amcheck' });
      expect(await now.rows(count)).toEqual([{ n: 0 }]);
      const { code, said, rows } = await stage.restore({ to: before?.at.toISOString() ?? '' });
      expect(code, said).toBe(0);
      expect(await rows(count)).toEqual([{ n: 1000 }]);
      expect(await rows('select pg_is_in_recovery() as in_recovery')).toEqual([{ in_recovery: false }]);
    }),
  );

  test(
    'goes on when nobody writes, so that the recovery point stays fresh',
    onStage(async (stage) => {
      stage.receive();
      const ship = stage.ship();
      await stage.base();
      const idle = Date.now();
      await until(async () => (await stage.reach()).recoveryPoint > idle + 2000);
      expect((await fetch(ship.url())).status).toBe(200);
      // There is a commit after any moment that is offered.
      const { code, said } = await stage.restore({ to: new Date(idle + 1000).toISOString() });
      expect(code, said).toBe(0);
    }),
  );

  test(
    'has no gap after a crash of the server, of the receiver and of what ships, and deletes what it has shipped',
    onStage(async (stage) => {
      const receiver = stage.receive();
      const ship = stage.ship();
      await stage.base();
      await stage.sql(insert(20_000));
      await stage.kill();
      await stage.launch();
      await stage.sql(insert(20_000));
      await receiver.end('SIGKILL');
      await ship.end();
      await stage.sql(insert(20_000));
      stage.receive();
      const again = stage.ship();
      await stage.sql(insert(20_000));
      await stage.caughtUp();
      const reach = await stage.reach();
      expect(reach.gap).toBeUndefined();
      expect(again.text()).toContain('going on there');
      expect(again.text()).not.toContain('"phase":"gap"');
      // Twelve segments of log or so were written; the disk has the newest.
      await until(
        async () => (await readdir(stage.path('wal'))).filter((name) => name.startsWith('0')).length <= 3,
      );
      // No byte was shipped twice.
      const chunks = reach.chunks.reduce((sum, { from, to }) => sum + to - from, 0);
      expect(positionOf(reach.end) - chunks).toBeGreaterThanOrEqual(0);
      const { rows } = await stage.restore();
      expect(await rows(count)).toEqual([{ n: 80_000 }]);
    }),
  );

  test(
    'keeps what S3 refuses until it takes it, and says so once',
    onStage(async (stage) => {
      stage.receive();
      const ship = stage.ship();
      await stage.base();
      await stage.caughtUp();
      stage.s3.faults.plan({ kind: 'internal-error', times: 1000, method: 'PUT', path: /\/wal\// });
      for (let at = 0; at < 10; at++) await stage.sql(insert(1000));
      await until(() => Promise.resolve(stage.s3.faults.struck >= 12));
      expect(
        ship
          .text()
          .split('\n')
          .filter((line) => line.includes('"level":"error","phase":"ship"')),
      ).toHaveLength(1);
      stage.s3.faults.clear();
      // Answers are lost, and connections break.
      stage.s3.faults.plan(
        { kind: 'error-after-success', times: 2, method: 'PUT', path: /\/wal\// },
        { kind: 'reset-after-success', times: 2, method: 'PUT', path: /\/wal\// },
        { kind: 'reset', times: 2, method: 'PUT', path: /\/wal\// },
      );
      await stage.caughtUp();
      await until(() => Promise.resolve(ship.text().includes('takes the log again')));
      expect((await stage.reach()).gap).toBeUndefined();
      const { rows } = await stage.restore();
      expect(await rows(count)).toEqual([{ n: 10_000 }]);
    }),
  );

  test(
    'says what was lost when the server deleted log that was not received, and a new base backup heals it',
    onStage(
      async (stage) => {
        const receiver = stage.receive();
        const ship = stage.ship();
        const first = await stage.base();
        await stage.sql(insert(1000));
        await stage.caughtUp();
        await receiver.end();
        for (let at = 0; at < 8; at++)
          await stage.sql(`${insert(10_000)}; select pg_switch_wal(); checkpoint`);
        await until(async () => {
          const [slot] = await stage.sql<{ status: string }>(
            'select wal_status as status from pg_replication_slots',
          );
          return slot?.status === 'lost';
        });
        const back = stage.receive();
        await until(() => Promise.resolve(ship.text().includes('"phase":"gap"')));
        expect(back.said()).toContain('max_slot_wal_keep_size was reached');
        // It is said when the log is found, and is in the bucket soon after.
        await until(async () => (await stage.reach(first)).gap !== undefined);
        const broken = await stage.reach(first);
        expect(broken.gap?.from).toBe(broken.end);
        const second = await stage.base();
        await stage.sql(insert(1));
        await stage.caughtUp();
        expect((await stage.reach(second)).gap).toBeUndefined();
        expect(await (await stage.restore({ base: second })).rows(count)).toEqual([{ n: 81_001 }]);
        expect(await (await stage.restore({ base: first })).rows(count)).toEqual([{ n: 1000 }]);
      },
      { options: "max_slot_wal_keep_size = '2MB'" },
    ),
  );

  test(
    'ends where a piece is missing, and a moment behind it cannot be reached',
    onStage(async (stage) => {
      stage.receive();
      stage.ship();
      await stage.base();
      await stage.sql(insert(100));
      await stage.caughtUp();
      const before = stage.keys().length;
      await stage.sql(insert(100));
      await stage.caughtUp();
      await stage.sql(insert(100));
      await stage.caughtUp();
      const missing = stage.keys()[before] ?? '';
      stage.s3.world.buckets.get(Bucket)?.objects.delete(missing);
      const { gap, end } = await stage.reach();
      expect(gap?.from).toBe(end);
      const { code, said } = await stage.restore({ to: new Date().toISOString() });
      expect(code, said).toBe(43);
      expect(said).toContain('The log ends before');
      expect(await (await stage.restore()).rows(count)).toEqual([{ n: 100 }]);
    }),
  );

  test(
    'follows a server that was promoted onto a new timeline',
    onStage(async (stage) => {
      stage.receive();
      stage.ship();
      await stage.base();
      await stage.sql(insert(100));
      await stage.caughtUp();
      await stage.program('pg_ctl', ['-D', stage.path('data'), '-m', 'fast', '-w', '-s', 'stop']);
      writeFileSync(stage.path('data/recovery.signal'), '');
      writeFileSync(stage.path('data/postgresql.auto.conf'), "restore_command = 'false'\n", { flag: 'a' });
      await stage.launch();
      await until(async () => (await stage.sql('select pg_is_in_recovery() as r'))[0]?.r === false);
      await stage.sql(insert(100));
      await until(async () => (await stage.reach()).timeline === 2);
      await stage.caughtUp();
      const { code, said, rows } = await stage.restore();
      expect(code, said).toBe(0);
      expect(await rows(count)).toEqual([{ n: 200 }]);
      expect(said).toContain('is on timeline 3');
    }),
  );

  test(
    'is refused with another key than that of the bucket, and nothing is stored',
    onStage(async (stage) => {
      stage.receive();
      const ship = stage.ship({ kmsKey: 'arn:aws:kms:eu-central-1:123456789012:key/another' });
      await until(() => Promise.resolve(ship.text().includes('"level":"error"')));
      expect(ship.text()).toContain('the key of KMS refused');
      expect(stage.keys()).toEqual([]);
    }),
  );

  test(
    'is in the bucket to its last byte when what ships is asked to end',
    onStage(async (stage) => {
      const receiver = stage.receive();
      const ship = stage.shipCommand();
      const base = await stage.base();
      await until(() => Promise.resolve(stage.keys().length > 0));
      await stage.sql(insert(5000));
      const [at] = await stage.sql<{ lsn: string }>('select pg_current_wal_flush_lsn()::text as lsn');
      await until(async () => {
        const [row] = await stage.sql<{ there: boolean }>(
          `select flush_lsn >= '${at?.lsn ?? ''}' as there from pg_stat_replication`,
        );
        return row?.there === true;
      });
      await receiver.end();
      expect(await ship.end()).toBe(0);
      expect(ship.said()).toContain('asked to end');
      // A record is padded with zeros to a multiple of eight: without the receiver nobody says whether they were written.
      expect(positionOf((await stage.reach(base)).end)).toBeGreaterThan(positionOf(at?.lsn ?? '') - 8);
      expect(await (await stage.restore()).rows(count)).toEqual([{ n: 5000 }]);
    }),
  );
});
