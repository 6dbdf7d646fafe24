import type { Unit } from '../model/threshold.ts';

/** A number without float noise: 3 × 0.1 is 0.3, not 0.30000000000000004. */
export const clean = (value: number): number => Number(value.toPrecision(6));

/** A number as PromQL reads it, without float noise: that must not reach a manifest. */
export const decimal = (value: number): string => String(clean(value));

/** A number as people read it, with its unit: `0.5 %`, `300 ms`, `400 GB`, `6 h 30 min`. */
export function humanNumber(value: number, unit: Unit): string {
  switch (unit) {
    case 'ratio':
      return `${decimal(value * 100)} %`;
    case 'seconds':
      return value < 1 ? `${decimal(value * 1000)} ms` : humanSeconds(value);
    case 'bytes':
      return `${decimal(value / 1e9)} GB`;
    case 'per second':
      return value < 1 ? `${decimal(value * 60)} a minute` : `${decimal(value)} a second`;
    case 'per minute':
      return `${decimal(value)} a minute`;
    case 'count':
      return decimal(value);
  }
}

const clock = [
  { seconds: 86_400, name: 'd' },
  { seconds: 3600, name: 'h' },
  { seconds: 60, name: 'min' },
  { seconds: 1, name: 's' },
] as const;

function humanSeconds(value: number): string {
  let rest = value;
  const words = clock.flatMap(({ seconds, name }) => {
    const count = Math.floor(rest / seconds);
    rest -= count * seconds;
    return count > 0 ? [`${count} ${name}`] : [];
  });
  return words.join(' ');
}
