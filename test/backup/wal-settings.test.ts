import { existsSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { chunkKey, logIn } from '../../src/backup/wal/chunk.ts';
import { until } from '../platform/until.ts';
import { Bucket, prefix, Stage } from './wal-stage.ts';

/** Runs a test on a server whose log is received. */
const onStage = (options: string, play: (stage: Stage) => Promise<void>) => async (): Promise<void> => {
  const stage = await Stage.start({ options });
  try {
    await play(stage);
  } finally {
    await stage.stop();
  }
};

const count = 'select count(*)::int as n from t';
const insert = 'insert into t (v) select md5(n::text) from generate_series(1, 1000) n';

const chunksOf = (stage: Stage) => logIn(prefix, stage.keys()).chunks;

describe.concurrent('a recovery', () => {
  test(
    'goes to the end of the log, whatever an earlier recovery left in the settings of the server',
    onStage(
      "recovery_target_time = '2020-01-01 00:00:00+00'\nrecovery_target_action = 'pause'",
      async (stage) => {
        stage.receive();
        stage.ship();
        await stage.base();
        await stage.sql(insert);
        await stage.caughtUp();
        const { code, said, rows } = await stage.restore();
        expect(code, said).toBe(0);
        expect(await rows(count)).toEqual([{ n: 1000 }]);
      },
    ),
  );

  test(
    'runs none of the commands that the settings of the server have for a standby',
    onStage(
      "recovery_end_command = 'touch ../ran'\narchive_cleanup_command = 'touch ../ran'",
      async (stage) => {
        stage.receive();
        stage.ship();
        await stage.base();
        await stage.sql(insert);
        await stage.caughtUp();
        const { code, said } = await stage.restore();
        expect(code, said).toBe(0);
        expect(existsSync(stage.path('ran'))).toBe(false);
      },
    ),
  );

  test(
    'finds its server, whatever the port of the first one was',
    onStage('', async (stage) => {
      stage.receive();
      stage.ship();
      await stage.sql('alter system set port = 5499');
      await stage.base();
      await stage.sql(insert);
      await stage.caughtUp();
      const { code, said, rows } = await stage.restore({ patience: 20 });
      expect(code, said).toBe(0);
      expect(await rows(count)).toEqual([{ n: 1000 }]);
    }),
    60_000,
  );

  test(
    'finds its superuser, whatever the name',
    onStage('', async (stage) => {
      stage.receive();
      stage.ship();
      await stage.sql('create role other superuser login');
      await stage.shell(
        `psql -h ${stage.folder} -U other -d postgres -c 'alter role postgres rename to "the boss"'`,
      );
      await stage.base();
      const { code, said } = await stage.restore({ patience: 20 });
      expect(code, said).toBe(0);
    }),
    60_000,
  );

  test(
    'of a log that is damaged in its middle is none, though PostgreSQL takes that for its end',
    onStage('', async (stage) => {
      stage.receive();
      stage.ship();
      await stage.base();
      await stage.sql(insert);
      await stage.caughtUp();
      const before = chunksOf(stage).length;
      await stage.sql(insert);
      await stage.caughtUp();
      const newest = chunksOf(stage).at(-1);
      await until(() => Promise.resolve((chunksOf(stage).at(-1)?.time ?? 0) > (newest?.time ?? Infinity)));
      const chunk = chunksOf(stage)
        .slice(before)
        .sort((a, b) => b.to - b.from - (a.to - a.from))[0];
      if (chunk === undefined) throw new Error('nothing was shipped');
      const key = chunkKey(prefix, chunk);
      const bytes = gunzipSync(stage.s3.objects(Bucket).find((one) => one.key === key)?.body ?? '');
      await stage.put(key, gzipSync(bytes.fill(0x5a, bytes.length / 2, bytes.length / 2 + 64)));
      const { code, said } = await stage.restore();
      expect(code, said).toBe(43);
      expect(said).toMatch(/The log is damaged at .* the last commit before that is of 20/);
    }),
    60_000,
  );
});
