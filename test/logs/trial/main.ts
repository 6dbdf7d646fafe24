import { existsSync } from 'node:fs';
import { Node } from './node.ts';
import { trials } from './trials.ts';

/** `npm run logs [binary] [part of a name]`: tries a real Filebeat, and prints what held. */
const [, , binary = '.filebeat/bin/filebeat', only = ''] = process.argv;
if (!existsSync(binary)) {
  console.error(`There is no ${binary}: test/logs/trial/build.sh makes it.`);
  process.exit(1);
}
let failed = 0;
for (const { name, run } of trials.filter((trial) => trial.name.includes(only))) {
  const node = await new Node(binary).prepare();
  const start = Date.now();
  const [held, seen] = await run(node).then(
    (words) => [true, words] as const,
    (error: unknown) => [false, (error as Error).message] as const,
  );
  failed += held ? 0 : 1;
  const seconds = String(Math.round((Date.now() - start) / 1000));
  console.log(`${held ? 'held  ' : 'FAILED'} ${seconds.padStart(3)} s  ${name}\n              ${seen}`);
  if (!held) console.log(node.said.split('\n').slice(-8).join('\n'));
  await node.close();
}
process.exitCode = failed === 0 ? 0 : 1;
