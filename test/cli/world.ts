import type { World } from '../../src/cli/world.ts';

/** A world of which nothing is real, and that remembers what happened in it. */
export interface MadeUp {
  readonly world: World;
  readonly said: { stdout: string; stderr: string };
  /** Milliseconds that were waited, in turn. */
  readonly waits: number[];
}

/** What a made-up world differs in. */
export interface WorldProps {
  readonly fetch?: World['fetch'];
  /** @default '2026-03-09T08:00:00Z' */
  readonly now?: string;
  /** @default false */
  readonly isTTY?: boolean;
  readonly env?: World['env'];
  /** @default - nobody asks the program to end */
  readonly stopped?: AbortSignal;
}

/** Makes up a world. Whoever asks anybody in it without saying whom fails. */
export function madeUp(props: WorldProps = {}): MadeUp {
  const { now = '2026-03-09T08:00:00Z', isTTY = false, env = {} } = props;
  const said = { stdout: '', stderr: '' };
  const waits: number[] = [];
  const output = (name: 'stdout' | 'stderr') => ({
    isTTY,
    write: (text: string) => {
      said[name] += text;
    },
  });
  const nobody = () => Promise.reject(new TypeError('fetch failed'));
  const wait = (milliseconds: number) => {
    waits.push(milliseconds);
    return Promise.resolve();
  };
  const world = {
    stdout: output('stdout'),
    stderr: output('stderr'),
    fetch: props.fetch ?? nobody,
    now: () => new Date(now),
    wait,
    env,
    untilStopped: () => props.stopped ?? new AbortController().signal,
  };
  return { world, said, waits };
}
