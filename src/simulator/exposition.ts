import type { Metric } from '../metrics/metric.ts';
import type { Reading } from './registry.ts';
import { seriesName } from './series.ts';

/** What a scrape is answered with. */
export const contentType = 'text/plain; version=0.0.4; charset=utf-8';

/** Readings as Prometheus scrapes them: its text format, the series of a metric together. */
export function exposition(readings: readonly Reading[]): string {
  const families = new Map<string, Reading[]>();
  for (const reading of readings) {
    if (reading.now === undefined) continue;
    const family = families.get(reading.metric.name) ?? [];
    family.push(reading);
    families.set(reading.metric.name, family);
  }
  return [...families.values()].map(familyText).join('');
}

function familyText(family: readonly Reading[]): string {
  const [first] = family;
  const head = first === undefined ? '' : headOf(first.metric);
  return `${head}${family.map(({ name, labels, now }) => `${seriesName(name, labels)} ${String(now)}\n`).join('')}`;
}

function headOf({ name, type, help }: Metric): string {
  const about =
    help === '' ? '' : `# HELP ${name} ${help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')}\n`;
  return `${about}# TYPE ${name} ${type}\n`;
}
