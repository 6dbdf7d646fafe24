import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { Failure } from '../../src/cli/errors.ts';

/**
 * Writes samples into a folder that a Prometheus then begins with.
 *
 * @param samples lines of OpenMetrics; those of one series in the order of time.
 * @throws Failure where promtool does not take them.
 */
export async function writeHistory(data: string, samples: string, signal: AbortSignal): Promise<void> {
  const file = `${data}.om`;
  await writeFile(file, `${samples}# EOF\n`);
  // One block for all: else it makes one for each two hours.
  const args = [
    'tsdb',
    'create-blocks-from',
    'openmetrics',
    '--quiet',
    '--max-block-duration=9000h',
    file,
    data,
  ];
  try {
    await promisify(execFile)('promtool', args, { signal, maxBuffer: 1e8 });
  } catch (error) {
    signal.throwIfAborted();
    const { stderr = '', message } = error as { readonly stderr?: string; readonly message: string };
    throw new Failure(`promtool does not take the history: ${(stderr || message).trim().slice(0, 500)}`);
  }
}
