import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '../platform/until.ts';
import { Stage } from './wal-stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.start();
});
afterAll(() => stage.stop());

const insert = (rows: number) =>
  `insert into t (v) select md5(n::text) from generate_series(1, ${String(rows)}) n`;

test('a server that was put back to an earlier state, without a new timeline, is not taken for the one that went on', async () => {
  const receiver = stage.receive();
  const ship = stage.ship();
  await stage.base();
  await stage.caughtUp();
  await stage.program('pg_ctl', ['-D', stage.path('data'), '-m', 'fast', '-w', '-s', 'stop']);
  await stage.copy('data', 'earlier');
  await stage.launch();
  await stage.sql(insert(30_000));
  await stage.caughtUp();
  await ship.end();
  await receiver.end();
  await stage.kill();
  // A snapshot of its volume is brought back, and the folder of the receiver emptied, as receive.sh says.
  await stage.shell('rm -rf data wal/* wal/.system && mv earlier data');
  await stage.launch();
  const again = stage.ship();
  const receiving = stage.receive();
  await stage.base();
  await stage.sql(insert(77));
  await until(() => Promise.resolve(again.text().includes('another past')));
  expect(again.text()).toMatch(/"level":"error".*another past/);
  await again.end();
  await receiving.end();

  // What it says to do.
  await stage.program('pg_ctl', ['-D', stage.path('data'), '-m', 'fast', '-w', '-s', 'stop']);
  await stage.shell(
    'touch data/recovery.signal && echo "restore_command = \'false\'" >>data/postgresql.auto.conf',
  );
  await stage.launch();
  await stage.sql("select pg_drop_replication_slot('fraiseql_backup')");
  await stage.shell('rm -rf wal/*');
  stage.receive();
  stage.ship();
  await stage.base();
  await stage.sql(insert(23));
  await stage.caughtUp();
  const { code, said, rows } = await stage.restore();
  expect(code, said).toBe(0);
  expect(await rows('select count(*)::int as n from t')).toEqual([{ n: 100 }]);
}, 60_000);
