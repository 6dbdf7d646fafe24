import type { Scraped } from './scrape-day.ts';
import type { Series } from './registry.ts';

/** The text that promtool makes blocks of. */
export const openMetrics = (all: readonly Scraped[]): string =>
  `${all.flatMap(({ moments, series }) => series.map((one) => lines(one, moments))).join('')}# EOF\n`;

function lines({ name, labels, values }: Series, moments: readonly number[]): string {
  const selector = seriesName(name, labels);
  let text = '';
  values.forEach((value, index) => {
    if (value !== undefined) text += `${selector} ${String(value)} ${String(moments[index])}\n`;
  });
  return text;
}

/** A series as Prometheus writes it. */
export const seriesName = (name: string, labels: Series['labels']): string =>
  `${name}{${Object.entries(labels)
    .map(([label, value]) => `${label}=${JSON.stringify(value)}`)
    .join(',')}}`;
