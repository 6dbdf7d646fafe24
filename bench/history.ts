import { mkdtempSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeHistory, type Written } from '../src/simulator/history/write.ts';
import { dayLong } from '../src/simulator/time.ts';

/**
 * How fast a history is written, against a plain stream of as many bytes to the same disk in the same run. Both end when the disk has them.
 *
 * `tsx bench/history.ts [days] [folder]`
 */
const days = Number(process.argv[2] ?? 7);
const folder = mkdtempSync(join(process.argv[3] ?? tmpdir(), 'history-'));
const until = Date.UTC(2026, 2, 31) / 1000;

console.log(`${String(days)} days of three replicas, scraped every 30 s, into ${folder} …`);
try {
  let written: Written | undefined;
  const simulated = { end: 0 };
  const seconds = await timed(async () => {
    const began = performance.now();
    const progress = (doing: string): void => {
      if (doing === 'simulating') simulated.end = (performance.now() - began) / 1000;
    };
    const story = {
      seed: 1,
      binding: 'contract',
      replicas: 3,
      from: until - days * dayLong,
      until,
      faults: [],
    } as const;
    written = await writeHistory(join(folder, 'history.om'), story, {
      progress,
      signal: new AbortController().signal,
    });
  });
  const { bytes = 0, samples = 0, series = 0 } = written ?? {};
  rmSync(join(folder, 'history.om'));
  const plain = await timed(() => plainStream(join(folder, 'plain'), bytes));
  console.log(`samples      ${samples.toLocaleString('en')} of ${series.toLocaleString('en')} series`);
  console.log(`bytes        ${(bytes / 1e6).toFixed(0)} MB`);
  console.log(`took         ${seconds.toFixed(1)} s, about ${simulated.end.toFixed(1)} of them to simulate`);
  console.log(
    `speed        ${(bytes / 1e6 / seconds).toFixed(0)} MB/s, ${(samples / 1e6 / seconds).toFixed(2)} million samples/s`,
  );
  console.log(
    `plain stream ${(bytes / 1e6 / plain).toFixed(0)} MB/s: the history takes ${(seconds / plain).toFixed(1)} times as long`,
  );
  console.log(`memory       ${(process.resourceUsage().maxRSS / 1000).toFixed(0)} MB at most`);
} finally {
  rmSync(folder, { recursive: true });
}

async function timed(work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}

/** Writes bytes that are there already, a megabyte at a time. */
async function plainStream(path: string, bytes: number): Promise<void> {
  const file = await open(path, 'wx');
  const buffer = Buffer.alloc(1024 * 1024, 'x');
  for (let left = bytes; left > 0; left -= buffer.length)
    await file.write(buffer, 0, Math.min(left, buffer.length));
  await file.sync();
  await file.close();
}
