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
    await beforeStopped(look(), stopped);
    await pause(interval, stopped);
  }
  await serving.stop();
  return 0;
}

/** Ends after a time, or when the program is asked to end. */
const pause = (milliseconds: number, signal: AbortSignal): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<void>((resolve) => (timer = setTimeout(resolve, milliseconds)));
  return beforeStopped(over, signal).finally(() => {
    clearTimeout(timer);
  });
};

/** Waits for something, and no longer than until the program is asked to end. Of many such waits nothing is left at the signal. */
async function beforeStopped(something: Promise<void>, signal: AbortSignal): Promise<void> {
  let stop = (): void => undefined;
  const stopped = new Promise<void>((resolve) => (stop = resolve));
  if (signal.aborted) stop();
  else signal.addEventListener('abort', stop);
  try {
    await Promise.race([something, stopped]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
