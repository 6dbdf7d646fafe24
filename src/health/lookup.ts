import { lookup as systemLookup, type LookupOptions } from 'node:dns';
import type { LookupFunction } from 'node:net';

type Callback = Parameters<LookupFunction>[2];

/**
 * Resolves names as the system does, each at most once at a time. A look-up cannot be cancelled and holds one of few threads for as
 * long as the resolver is silent: checks that came and went meanwhile must not take the others.
 */
export function oneAtATime(resolve: LookupFunction = systemLookup): LookupFunction {
  const waiting = new Map<string, Callback[]>();
  return (hostname, options, callback) => {
    const key = keyOf(hostname, options);
    const others = waiting.get(key);
    if (others !== undefined) {
      others.push(callback);
      return;
    }
    const all = [callback];
    waiting.set(key, all);
    resolve(hostname, options, (error, address, family) => {
      waiting.delete(key);
      for (const tell of all) tell(error, address, family);
    });
  };
}

const keyOf = (hostname: string, { all = false, family = 0, hints = 0 }: LookupOptions): string =>
  [hostname, String(all), String(family), String(hints)].join(' ');
