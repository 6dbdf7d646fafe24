import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

/**
 * How much memory Prometheus needs for a series: it scrapes targets with a known number of them, whose labels are as long as those of
 * the metrics contract, and is asked for its own size. What it needs without any is taken off.
 */
const sizes = [0, 100_000, 200_000];
const perTarget = 10_000;
const scrapes = 8;

const measured: number[] = [];
for (const size of sizes) {
  const bytes = await memoryFor(size);
  measured.push(bytes);
  console.log(
    `${size.toLocaleString('en').padStart(8)} series   ${(bytes / 2 ** 20).toFixed(0).padStart(6)} MiB`,
  );
}
const [none = 0, , most = 0] = measured;
console.log(`a series needs ${((most - none) / (sizes[2] ?? 1) / 1024).toFixed(1)} KiB`);

/** Resident memory of a Prometheus that has scraped this many series a few times, once a second. */
async function memoryFor(series: number): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'series-'));
  const target = createServer(({ url = '' }, response) =>
    response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' }).end(metrics(url)),
  );
  await new Promise<void>((resolve) => target.listen(0, '127.0.0.1', resolve));
  const { port } = target.address() as { port: number };
  const paths = Array.from({ length: series / perTarget }, (_, at) => `/target-${String(at)}`);
  const config = join(folder, 'prometheus.yaml');
  const jobs = paths.map((path) => ({
    job_name: path.slice(1),
    metrics_path: path,
    static_configs: [{ targets: [`127.0.0.1:${String(port)}`] }],
  }));
  writeFileSync(config, JSON.stringify({ global: { scrape_interval: '2s' }, scrape_configs: jobs }));
  const web = '127.0.0.1:29099';
  const storage = `--storage.tsdb.path=${join(folder, 'data')}`;
  const child = spawn('prometheus', [`--config.file=${config}`, storage, `--web.listen-address=${web}`], {
    stdio: 'ignore',
  });
  try {
    await until(
      `http://${web}`,
      `count(count_over_time(up[1h]) >= ${String(scrapes)}) == ${String(paths.length)} or vector(${String(paths.length)}) == 0`,
    );
    return resident(child.pid ?? 0);
  } finally {
    child.kill();
    await new Promise((resolve) => child.once('exit', resolve));
    target.close();
    rmSync(folder, { recursive: true });
  }
}

function metrics(path: string): string {
  const lines = Array.from(
    { length: perTarget },
    (_, at) =>
      `fraiseql_query_duration_seconds_bucket{operation="operation-${String(at)}",le="0.1",path="${path}"} ${String(Date.now() % 1000)}`,
  );
  return `${lines.join('\n')}\n`;
}

async function until(prometheus: string, promql: string): Promise<void> {
  for (;;) {
    const found = await fetch(`${prometheus}/api/v1/query?query=${encodeURIComponent(promql)}`)
      .then((response) => response.json() as Promise<{ data: { result: unknown[] } }>)
      .then(({ data }) => data.result.length > 0)
      .catch(() => false);
    if (found) return;
    await setTimeout(500);
  }
}

/** Resident memory of a process, in bytes, as Linux tells it. */
function resident(pid: number): number {
  const kibibytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1];
  return Number(kibibytes) * 1024;
}
