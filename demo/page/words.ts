/** A ratio in percent: as many digits as a promise of 99.9 % needs. */
export const percent = (ratio: number, digits = 2): string => `${(ratio * 100).toFixed(digits)} %`;

/** A length of time in seconds, or in minutes where it is long. */
export function lengthOf(seconds: number): string {
  if (seconds < 100) return `${String(Math.round(seconds))} s`;
  if (seconds < 5400) return `${String(Math.round(seconds / 60))} min`;
  return `${String(Math.round(seconds / 3600))} h`;
}

/** Seconds since a fault, exactly. */
export const after = (seconds: number): string => `+${seconds.toFixed(seconds < 10 ? 1 : 0)} s`;

/** A number of the service, with its unit. */
export const units: Readonly<Record<string, (value: number) => string>> = {
  'per second': (value) => `${value.toFixed(1)} /s`,
  ratio: (value) => `${String(Number((value * 100).toPrecision(2)))} %`,
  seconds: (value) => (value < 1 ? `${String(Math.round(value * 1000))} ms` : `${value.toFixed(1)} s`),
};

/** Severities in words and with a shape of their own, so that no colour is needed to tell them apart. */
export const shapes: Readonly<Record<string, string>> = {
  critical: '◆',
  high: '▲',
  medium: '■',
  low: '●',
  none: '○',
  // PagerDuty's own
  error: '▲',
  warning: '■',
  info: '●',
};
