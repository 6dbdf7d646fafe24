import { setTimeout } from 'node:timers/promises';

/** Waits until something is so, and says what was so instead where that takes too long. */
export async function eventually<T>(
  look: () => Promise<T> | T,
  fits: (seen: T) => boolean,
  seconds = 15,
): Promise<T> {
  const end = performance.now() + seconds * 1000;
  for (;;) {
    const seen = await look();
    if (fits(seen)) return seen;
    if (performance.now() > end) throw new Error(`Still not so: ${JSON.stringify(seen)}`);
    await setTimeout(20);
  }
}
