/** A sample of a series. */
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Seconds since the epoch. */
  readonly time: number;
  readonly value: number;
}

/** A sample as a line of OpenMetrics. */
export const lineOf = ({ name, labels, time, value }: Sample): string =>
  `${name}{${pairs(labels)}} ${String(value)} ${String(time)}\n`;

/** Labels as they stand between braces. */
export const pairs = (labels: Readonly<Record<string, string>>): string =>
  Object.entries(labels)
    .map(([key, value]) => `${key}=${JSON.stringify(value)}`)
    .join(',');
