import { command } from '../cli/command.ts';
import type { World } from '../cli/world.ts';
import { openRepository } from '../backup/reader.ts';
import { choose } from '../backup/restore/choose.ts';
import { inventoryOf, type Inventory } from '../backup/restore/inventory.ts';
import { planOf } from '../backup/restore/plan.ts';
import { speedsOf } from '../backup/restore/speeds.ts';
import { listingOf, listingText } from '../backup/restore/list.ts';
import { fetchOnly, run } from '../backup/restore/run.ts';
import { doneText } from '../backup/restore/done.ts';
import { planText } from '../backup/restore/text.ts';
import { recoveryYaml } from './restore/kubernetes.ts';
import { commandFor } from './restore/command-line.ts';
import { options, read, type Asked } from './restore/asked.ts';
import { mustCount } from './restore/conflicts.ts';
import { nextSteps } from './restore/next-steps.ts';

/** `restore`: the way back, planned first. */
export const restore = command({
  about: `Restores the database from its backups: a dump into a new database, or any moment into a new server. It first only says what it would restore, what is lost, and how long that takes; with --run it does it, and verifies what came out.

It never overwrites: a database or folder that is there is refused. The bucket is only read.`,
  options,
  examples: [
    { does: 'What the newest would be', line: 'fraiseql-monitoring restore --config backup.yaml --latest' },
    {
      does: 'To just before a mistake',
      line: 'fraiseql-monitoring restore --config backup.yaml --to 2026-03-07T14:22Z --data-directory /restore/data --run',
    },
    {
      does: 'In the cluster',
      line: 'fraiseql-monitoring restore --config backup.yaml --latest --kubernetes | kubectl apply -f -',
    },
  ],
  exits: { 1: 'it is not restored, or cannot be; it says why, and what is possible' },
  read,
  run: restoreFor,
});

async function restoreFor(asked: Asked, world: World): Promise<number> {
  const { config, format, does, work, target, into } = asked;
  const reader = openRepository(config.repository);
  const print = (value: object, text: string): unknown =>
    world.stdout.write(format === 'json' ? `${JSON.stringify(value, null, 2)}\n` : text);
  try {
    const now = world.now().getTime();
    const inventory = await inventoryOf(reader, config, now);
    tellBad(inventory, world);
    if (does === 'list') {
      const listing = await listingOf(inventory, config, { reader, now });
      print(listing, listingText(listing));
      return 0;
    }
    const choice = await choose(target, { config, reader, inventory, now });
    mustCount(asked, choice.kind);
    const plan = planOf({ config, choice, speeds: speedsOf(inventory), now, into });
    if (asked.fetch !== undefined) {
      await fetchOnly({ plan, choice, config, reader, work: asked.fetch, world });
    } else if (does === 'kubernetes') {
      world.stdout.write(recoveryYaml({ plan, choice, config, secret: asked.secret }));
      world.stderr.write(nextSteps(plan));
    } else if (does === 'run') {
      const done = await run({ plan, choice, config, reader, work, world });
      print(done, doneText(done));
    } else print(plan, planText(plan, commandFor(asked, plan)));
    return 0;
  } finally {
    reader.close();
  }
}

/** What cannot be read is told of, and does not stand in the way of what can. */
function tellBad({ bad }: Inventory, { stderr }: World): void {
  for (const { key, message } of bad) stderr.write(`${key} ${message}; it is left out.\n`);
}
