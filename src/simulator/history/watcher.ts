import { Failure } from '../../cli/errors.ts';

/** What is being done. */
export type Doing = 'simulating' | 'writing';

/** Who is told how far it is, and may stop it. */
export interface Watcher {
  /** Told what is done now, and which share of it is: from 0 to 1. */
  readonly progress: (doing: Doing, share: number) => void;
  /** Stops it when it aborts. */
  readonly signal: AbortSignal;
}

/**
 * Tells how far it is, and lets others have a turn: whoever wants to stop it, for one.
 *
 * @throws Failure where somebody has stopped it.
 */
export async function tell({ progress, signal }: Watcher, doing: Doing, share: number): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  if (signal.aborted) throw new Failure('Stopped: nothing was written.');
  progress(doing, share);
}
