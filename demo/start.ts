import { servePage } from './site/serve.ts';
import { findTools } from './tools.ts';
import type { Asked } from './options.ts';
import type { Undoing } from './undoing.ts';

/** Whom starting tells, and what ends it. */
export interface Starting {
  readonly say: (line: string) => void;
  /** Aborts when the demo shall end. */
  readonly stop: AbortController;
  /** Takes what was begun. */
  readonly undoing: Undoing;
}

/**
 * Starts everything. Returns when all is well.
 *
 * @throws Failure where it cannot, with what to do about it; and what `stop` was aborted with.
 */
export async function start(asked: Asked, starting: Starting): Promise<void> {
  const { say, stop, undoing } = starting;
  const began = performance.now();
  findTools();
  const page = await servePage(asked.port);
  undoing.add(page.stop);
  say(`Open ${page.url}/`);
  // All of synth is behind it, which takes its time to load: the address is known before.
  const { startStack } = await import('./stack.ts');
  stop.signal.throwIfAborted();
  const stage = await startStack(asked, page, starting);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  say(`All is well after ${seconds} s. Break something on the page. Ctrl-C ends it.`);
  if (asked.scenario !== undefined) stage.begin(asked.scenario);
}
