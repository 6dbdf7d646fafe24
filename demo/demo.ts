import { Failure } from '../src/cli/errors.ts';
import type { Asked } from './options.ts';
import { start } from './start.ts';
import { Undoing } from './undoing.ts';

/**
 * Runs the demo until it shall end.
 *
 * @param stop aborts when it shall end. An engine that ends by itself aborts it, too.
 * @throws Failure where it cannot go on, with what to do about it.
 */
export async function runDemo(
  asked: Asked,
  say: (line: string) => void,
  stop: AbortController,
): Promise<void> {
  const undoing = new Undoing();
  const starting = start(asked, { say, stop, undoing });
  const stopped = aborted(stop.signal);
  try {
    await Promise.race([starting, stopped]);
    await stopped;
  } catch (error) {
    if (!stop.signal.aborted) throw error;
  } finally {
    stop.abort();
    await undoing.all();
    // What was about to begin when it ended has begun by now, or never will.
    await starting.catch(() => undefined);
    await undoing.all();
  }
  if (stop.signal.reason instanceof Failure) throw stop.signal.reason;
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => {
      resolve();
    });
  });
