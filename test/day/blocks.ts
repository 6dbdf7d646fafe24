import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tool } from '../tool.ts';
import type { Scraped } from './scrape-day.ts';
import { openMetrics } from './openmetrics.ts';

/** Length of a block: two months. promtool reads its input once for every block that it makes. */
const length = '1458h';

/** Adds samples to what a Prometheus of this folder will hold when it starts. */
export async function writeBlocks(folder: string, samples: readonly Scraped[]): Promise<void> {
  const data = join(folder, 'data');
  const input = join(folder, 'samples.om');
  mkdirSync(data, { recursive: true });
  writeFileSync(input, openMetrics(samples));
  const from = ['tsdb', 'create-blocks-from', `--max-block-duration=${length}`, '-q', 'openmetrics'];
  const { code, output } = await tool('promtool', [...from, input, data]);
  if (code !== 0) throw new Error(`promtool made no blocks: ${output}`);
  rmSync(input);
}
