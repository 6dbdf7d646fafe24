import { UsageError } from '../src/cli/errors.ts';
import { corruption } from './corruption.ts';
import { help, read, type Options } from './options.ts';
import type { Outcome } from './outcome.ts';
import { followed } from './runbooks.ts';
import { extrapolation, summary, table } from './table.ts';
import { totalLoss } from './total-loss.ts';

/** `npm run drill`: the four scenarios of docs/runbooks, end to end, on this machine. */
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
const say = (text: string): unknown => process.stdout.write(text);
process.exitCode = await main(process.argv.slice(2));

async function main(argv: readonly string[]): Promise<number> {
  try {
    const options = read(argv);
    if (options !== undefined) return await drill(options);
    say(help);
    return 0;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`${error.problems.join('\n')}\nSee npm run drill -- --help.\n`);
    return 2;
  }
}

/** One that fails is told of, and the others are played all the same: how many of ten is what one wants to know. */
async function drill({ megabytes, runs, only }: Options): Promise<number> {
  const props = { megabytes, writing: 10_000 };
  const outcomes: Outcome[] = [];
  let failed = 0;
  const play = async (name: string, scenario: () => Promise<readonly Outcome[]>): Promise<void> => {
    say(`${new Date().toISOString().slice(11, 19)}  ${name} …\n`);
    try {
      const came = await scenario();
      outcomes.push(...came);
      say(table(came));
    } catch (error) {
      failed += 1;
      say(`${name} FAILED: ${error instanceof Error ? error.message : String(error)}\n`);
    }
  };
  if (only.has('corruption')) await play('corruption', async () => [await corruption(props)]);
  for (let run = 1; run <= runs && only.has('total-loss'); run += 1) {
    await play(`total loss ${String(run)} of ${String(runs)}`, async () => [await totalLoss(props)]);
  }
  if (only.has('runbooks')) await play('runbooks', followed);
  say(`\n${table(outcomes)}\n${summary(outcomes, failed)}${extrapolation(outcomes)}`);
  return failed === 0 ? 0 : 1;
}
