import { spawn } from 'node:child_process';
import { Failure, UsageError } from '../src/cli/errors.ts';
import { runDemo } from './demo.ts';
import { readAsked, usage } from './options.ts';

/** What `npm run demo` runs. */
process.exitCode = await main(process.argv.slice(2));

async function main(argv: readonly string[]): Promise<number> {
  const stop = new AbortController();
  // Asked once or three times: it ends in good order, or the engines would stay.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      stop.abort();
    });
  }
  try {
    const asked = readAsked(argv);
    if (asked === undefined) console.log(usage);
    else
      await runDemo(
        asked,
        (line) => {
          say(line, asked.open);
        },
        stop,
      );
    return 0;
  } catch (error) {
    if (error instanceof UsageError) {
      console.error(
        `${error.problems.map((problem) => `demo: ${problem}`).join('\n')}\nSee npm run demo -- --help.`,
      );
      return 2;
    }
    if (!(error instanceof Failure)) throw error;
    console.error(`demo: ${error.message}`);
    return 1;
  }
}

function say(line: string, open: boolean): void {
  console.log(line);
  const url = /^Open (\S+)$/.exec(line)?.[1];
  if (open && url !== undefined) openBrowser(url);
}

const openers: Partial<Record<NodeJS.Platform, string>> = { darwin: 'open', win32: 'explorer' };

/** Opens the page. Where there is no browser, the address is printed all the same. */
function openBrowser(url: string): void {
  spawn(openers[process.platform] ?? 'xdg-open', [url], { stdio: 'ignore', detached: true })
    .on('error', () => undefined)
    .unref();
}
