import { command } from '../cli/command.ts';
import { printable } from '../cli/words.ts';
import type { World } from '../cli/world.ts';
import type { Watcher } from '../simulator/history/watcher.ts';
import { writeHistory } from '../simulator/history/write.ts';
import { serveSimulation } from '../simulator/serve.ts';
import { askedFor, type Asked } from './simulate/asked.ts';
import { options } from './simulate/options.ts';

/** `simulate`: a service whose faults one can choose. */
export const simulate = command({
  about: `Plays a FraiseQL service of several replicas, and what exporters tell of its cluster, at the baselines of production and with faults at will. Same seed, same time, same numbers: however often somebody looks.

Live it serves /metrics, /replicas/<n>/metrics, /elsewhere/metrics and /health until it is asked to end (Ctrl-C); POST /scenarios/<name> begins a fault and DELETE /scenarios ends it. With --history it writes a file for promtool instead.`,
  options,
  examples: [
    { does: 'A healthy service on 127.0.0.1:9090', line: 'fraiseql-monitoring simulate' },
    {
      does: 'One whose queries fail, and what it shows',
      line: 'fraiseql-monitoring simulate --scenario error-burst --port 9091',
    },
    {
      does: 'A month with an outage, for a Prometheus that holds it',
      line: 'fraiseql-monitoring simulate --history 30d --until 2026-03-31T00:00:00Z --scenario outage@2026-03-10T14:00:00Z/20m --output history.om',
    },
    {
      does: 'Then',
      line: 'promtool tsdb create-blocks-from --max-block-duration=1458h openmetrics history.om data/',
    },
  ],
  exits: { 1: 'it could not listen there, or the file could not be written; it says why' },
  read: askedFor,
  run: (asked, world) => (asked.kind === 'live' ? live(asked, world) : history(asked, world)),
});

async function live(asked: Extract<Asked, { kind: 'live' }>, { stdout, now, untilStopped }: World) {
  const { scenario, ...props } = asked;
  const stopped = untilStopped();
  const simulation = await serveSimulation({ ...props, now, ...(scenario && { scenario }) });
  stdout.write(
    `Serving ${simulation.url}/metrics${scenario === undefined ? '' : ` with ${scenario}`}. See ${simulation.url}/ for what else. Ctrl-C ends it.\n`,
  );
  await aborted(stopped);
  await simulation.stop();
  return 0;
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => {
      resolve();
    });
  });

async function history({ story, output }: Extract<Asked, { kind: 'history' }>, world: World) {
  const { stdout, stderr, untilStopped } = world;
  const say = (text: string): void => {
    // From the beginning of the line, which is emptied.
    if (stderr.isTTY === true) stderr.write(`\r\u001b[2K${text}`);
  };
  const watcher: Watcher = {
    signal: untilStopped(),
    progress: (doing, share) => {
      say(
        `${{ simulating: 'Simulating', writing: 'Writing' }[doing]} … ${String(Math.floor(share * 100))} %`,
      );
    },
  };
  const { samples, series, bytes } = await writeHistory(output, story, watcher).finally(() => {
    say('');
  });
  const figures = [samples, series].map((number) => number.toLocaleString('en'));
  const size = (bytes / 1e6).toLocaleString('en', { maximumFractionDigits: 1 });
  stdout.write(`${printable(output)}: ${figures.join(' samples of ')} series, ${size} MB.\n`);
  return 0;
}
