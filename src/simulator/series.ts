import type { Labels } from './registry.ts';

/** A series as Prometheus writes it. */
export const seriesName = (name: string, labels: Labels): string => `${name}${inBraces(labels)}`;

/** Labels as Prometheus writes them; nothing where there are none. */
export function inBraces(labels: Labels): string {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}=${JSON.stringify(value)}`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}
