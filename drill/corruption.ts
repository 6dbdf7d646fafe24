import { setTimeout } from 'node:timers/promises';
import { until } from '../test/platform/until.ts';
import { Load, lostOf } from './load.ts';
import type { DrillProps, Outcome } from './outcome.ts';
import { Restoring } from './restoring.ts';
import { Stage } from './stage.ts';

/** Somebody deletes too much, and the service goes on writing. Back to just before that. */
export async function corruption({ megabytes, writing }: DrillProps): Promise<Outcome> {
  const stage = await Stage.start(megabytes);
  const load = new Load(stage.database);
  const restoring = new Restoring(stage.cluster);
  try {
    await load.start(2);
    await stage.cluster.backup('base', { work: '8g' });
    const before = await stage.database.sql<{ at: Date; users: string }>(
      'select clock_timestamp() as at, count(*) as users from tb_user',
    );
    const at = before[0]?.at ?? new Date();
    await stage.database.sql('delete from tb_user where id % 2 = 0');
    await setTimeout(writing);
    await load.stop();
    await until(async () => ((await restoring.list()).moments.at(-1)?.until ?? 0) > at.getTime());
    const decidedAt = Date.now();
    const done = await restoring.restore('--to', at.toISOString());
    await restoring.start();
    const [after] = await restoring.sql<{ users: string }>('select count(*) as users from tb_user');
    const rtoSeconds = (Date.now() - decidedAt) / 1000;
    if (after?.users !== before[0]?.users) {
      throw new Error(
        `There were ${String(before[0]?.users)} users, and ${String(after?.users)} were restored.`,
      );
    }
    const due = load.commits.filter((commit) => commit.at < at.getTime());
    const lost = lostOf(due, await restoring.orders());
    return {
      ...{ scenario: 'corruption', rtoSeconds, stages: done.stages },
      rpoSeconds: lost.length === 0 ? 0 : (at.getTime() - (lost[0]?.at ?? 0)) / 1000,
      says: `${String(after?.users)} users are back, and ${String(lost.length)} of ${String(due.length)} commits before it are lost`,
    };
  } finally {
    await load.stop();
    await restoring.remove();
    await stage.stop();
  }
}
