import { setTimeout } from 'node:timers/promises';
import { Load, lostOf } from './load.ts';
import type { DrillProps, Outcome } from './outcome.ts';
import { Restoring } from './restoring.ts';
import { Stage } from './stage.ts';

/** Everything is gone but the bucket, in the middle of writes. */
export async function totalLoss({ megabytes, writing }: DrillProps): Promise<Outcome> {
  const stage = await Stage.start(megabytes);
  const load = new Load(stage.database);
  const restoring = new Restoring(stage.cluster);
  try {
    await load.start(2);
    await stage.cluster.backup('base', { work: '8g' });
    await setTimeout(writing);
    const size = await stage.database.megabytes();
    const lostAt = await stage.loseAll();
    await load.stop();
    const done = await restoring.restore('--latest');
    await restoring.start();
    const lost = lostOf(load.commits, await restoring.orders());
    const rtoSeconds = (Date.now() - lostAt) / 1000;
    return {
      ...{ scenario: 'total loss', rtoSeconds, stages: done.stages },
      rpoSeconds: Math.max(0, lostAt - (lost[0]?.at ?? lostAt)) / 1000,
      says: `${size.toFixed(0)} MB, ${String(load.commits.length)} commits, ${String(lost.length)} of them lost`,
    };
  } finally {
    await load.stop();
    await restoring.remove();
    await stage.stop();
  }
}
