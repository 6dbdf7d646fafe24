import { seriesName } from '../../src/simulator/series.ts';
import type { Scraped, Series } from './scrape-day.ts';

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
