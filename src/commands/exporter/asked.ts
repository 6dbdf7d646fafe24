import type { Options } from '../../cli/options.ts';
import { printable } from '../../cli/words.ts';
import { durationPattern, durationSeconds } from '../../promql/duration.ts';

/** Options of everything that looks again and again, and serves what it saw. */
export const options = {
  host: { value: 'ADDRESS', says: 'Address that it listens on. Left out: 127.0.0.1. In a pod: 0.0.0.0.' },
  port: { value: 'PORT', says: 'Port that it listens on. Left out: 9090.' },
  interval: { value: 'DURATION', says: 'Time between two looks. Left out: 30s.' },
} as const satisfies Options;

/** Where it serves, and how often it looks. */
export interface Served {
  readonly host: string;
  readonly port: number;
  /** In milliseconds. */
  readonly interval: number;
}

/** What those options ask for, or problems. */
export const servedFrom = (
  given: Readonly<Record<keyof typeof options, string | undefined>>,
  problems: string[],
): Served => ({
  host: given.host ?? '127.0.0.1',
  port: portFrom(given.port ?? '9090', problems),
  interval: millisecondsFrom('interval', given.interval ?? '30s', problems),
});

function portFrom(port: string, problems: string[]): number {
  if (/^\d{1,5}$/.test(port) && Number(port) < 65_536) return Number(port);
  problems.push(
    `--port must be a number from 1 to 65535, or 0 for one that is free, got '${printable(port)}'.`,
  );
  return 0;
}

/** A duration that an option gives, in milliseconds. */
export function millisecondsFrom(option: string, text: string, problems: string[]): number {
  if (durationPattern.test(text) && durationSeconds(text) >= 1 && durationSeconds(text) <= 3600) {
    return durationSeconds(text) * 1000;
  }
  problems.push(`--${option} must be a duration from 1s to 1h, such as 30s, got '${printable(text)}'.`);
  return 0;
}
