import type { Registry } from 'prom-client';
import { answering } from '../../http/answering.ts';
import { serve } from '../../http/serve.ts';
import type { Served } from './asked.ts';

/** What looks again and again until the program is asked to end. */
export interface Looking extends Served {
  readonly registry: Registry;
  /** Looks once. Whatever fails is told, and ends nothing. */
  readonly look: () => Promise<void>;
  readonly stopped: AbortSignal;
  readonly say: (line: string) => unknown;
}

/** Serves metrics, and looks at what they are about, until the program is asked to end. */
export async function serveLooks({ host, port, interval, registry, look, stopped, say }: Looking) {
  const serving = await serve(answering(registry), { host, port });
  say(`Serving ${serving.url}/metrics`);
  while (!stopped.aborted) {
    // One look after the other: a slow one delays the next, and never meets it.
    await Promise.race([look(), pause(undefined, stopped)]);
    await pause(interval, stopped);
  }
  await serving.stop();
  return 0;
}

/** Ends after a time, or when the program is asked to end. */
const pause = (milliseconds: number | undefined, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = milliseconds === undefined ? undefined : setTimeout(end, milliseconds);
    function end(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    }
    if (signal.aborted) end();
    else signal.addEventListener('abort', end);
  });
