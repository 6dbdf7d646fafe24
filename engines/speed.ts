import { durationSeconds } from '../src/promql/duration.ts';

const timings = new Set([
  'for',
  'keep_firing_for',
  'interval',
  'group_wait',
  'group_interval',
  'repeat_interval',
  'scrape_interval',
  'scrape_timeout',
  'evaluation_interval',
]);

/** The same configuration with every wait made shorter: at speed 10 a minute passes in six seconds. */
export function faster<T>(config: T, speed: number): T {
  return JSON.parse(
    JSON.stringify(config, (key, value: unknown) =>
      timings.has(key) && typeof value === 'string' ? shorter(value, speed) : value,
    ),
  ) as T;
}

/** A duration at a speed, in milliseconds. */
export const shorter = (duration: string, speed: number): string =>
  `${String(Math.round((durationSeconds(duration) * 1000) / speed))}ms`;
