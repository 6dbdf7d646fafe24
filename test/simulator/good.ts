import type { Watcher } from '../../src/simulator/history/watcher.ts';
import type { StoryProps } from '../../src/simulator/history/write.ts';

/** A moment, in seconds since the epoch. */
export const moment = (time: string): number => Date.parse(time) / 1000;

/** An hour of a healthy service: the good example that tests bend. */
export const story: StoryProps = {
  seed: 1,
  binding: 'contract',
  replicas: 3,
  from: moment('2026-03-10T14:00:00Z'),
  until: moment('2026-03-10T15:00:00Z'),
  faults: [],
};

/** Somebody who does not care. */
export const nobody: Watcher = { progress: () => undefined, signal: new AbortController().signal };
