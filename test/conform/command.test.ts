import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cli } from '../../src/cli.ts';
import { madeUp, type WorldProps } from '../cli/world.ts';
import { freePort } from '../../engines/listen.ts';
import { bent, good, without } from './bend.ts';
import { startServer } from './server.ts';

let server = { address: '', stop: (): void => undefined };
let folder = '';
beforeAll(async () => {
  server = await startServer();
  folder = mkdtempSync(join(tmpdir(), 'conform-'));
});
afterAll(() => {
  server.stop();
  rmSync(folder, { recursive: true });
});

const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

async function run(argv: readonly string[], props: WorldProps = {}) {
  const { world, said } = madeUp({ fetch, ...props });
  const code = await cli(['conform', ...argv], world);
  const hidden = (text: string) =>
    text.replaceAll(server.address, 'http://server').replaceAll(folder, '/folder');
  return {
    code,
    stdout: hidden(said.stdout),
    stderr: hidden(said.stderr).replace('fraiseql-monitoring conform: ', ''),
  };
}

const at = (path: string, ...more: readonly string[]) => run(['--url', `${server.address}${path}`, ...more]);

const broken = (name = 'broken.prom') =>
  file(
    name,
    bent(good.contract, without(/^fraiseql_(db_connections_max|cache_hits_total|anomalies_detected_total)/)),
  );

describe('a server that answers', () => {
  test('and conforms ends with 0', async () => {
    const { code, stdout, stderr } = await at('/metrics');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.replace(/in \d+ ms/, 'in 7 ms')).toMatchInlineSnapshot(`
      "Metrics of http://server/metrics
      Binding contract, thresholds tuned: no environment was named.
      126 series, 10.5 kB in 7 ms, text format 0.0.4.

      Conforms: 26 of 26 alerts, 4 of 4 objectives and 22 of 22 panels that read it
      work.
      "
    `);
  });

  test.each(['/gzip', '/accept', '', '/metrics?debug=1'])('at %s conforms', async (path) => {
    expect((await at(path)).code).toBe(0);
  });

  test('is asked for what Prometheus asks for', async () => {
    const asked: unknown[] = [];
    const listening: typeof fetch = (input, init) => {
      asked.push(new Headers(init?.headers).get('accept'));
      return fetch(input, init);
    };
    await run(['--url', `${server.address}/metrics`], { fetch: listening });
    expect(asked).toEqual([
      'application/openmetrics-text;version=1.0.0;q=0.8,text/plain;version=0.0.4;q=0.6,*/*;q=0.1',
    ]);
  });

  test('in OpenMetrics is read as that', async () => {
    expect((await at('/openmetrics')).stdout).toContain('OpenMetrics 1.0');
  });

  test('gets a token and headers from files, and nobody else sees them', async () => {
    const options = [
      '--bearer-token-file',
      file('token', 'the-token\n'),
      '--header-file',
      file('headers', 'X-Scope-OrgID: fraiseql\n'),
    ];
    const { code, stdout } = await at('/token', ...options);
    expect(code).toBe(0);
    expect(stdout).not.toContain('the-token');
  });

  test.each([
    ['/json', 'Its Content-Type is application/json'],
    ['/bare', 'It has no Content-Type'],
  ])('with a wrong type of content at %s is down for Prometheus 3', async (path, says) => {
    const { code, stdout } = await at(path, '--format', 'json');
    const { findings, harms } = JSON.parse(stdout) as {
      findings: { kind: string; says: string }[];
      harms: { name: string; fate: string }[];
    };
    expect(code).toBe(1);
    expect(findings[0]).toMatchObject({
      kind: 'answer',
      says: `${says}, and Prometheus 3 refuses whatever is not text/plain or application/openmetrics-text.`,
    });
    expect(harms.find(({ name }) => name === 'ServiceDown')?.fate).toBe('false');
  });
});

describe('no answer that is metrics ends with 1 and one message', () => {
  test.each([
    [
      '/nothing',
      'answers 404. There are no metrics at this address. They are at /metrics: on port 9090 of contract, on port 8815 of fraiseql-2.15.',
    ],
    ['/ill', 'answers 500. It, or a proxy before it, is not well.'],
    ['/closed', 'answers 401. Give a token with --bearer-token-file, or what it wants with --header-file.'],
    ['/teapot', 'answers 418. That is no answer of a server to a scrape.'],
    [
      '/login',
      'answers 302. It sends to https://login.example.com/start. If that is a login, give a token with --bearer-token-file; if it is where the metrics are, give that address.',
    ],
    [
      '/moved',
      'answers 301. It sends to /metrics. If that is a login, give a token with --bearer-token-file; if it is where the metrics are, give that address.',
    ],
    [
      '/page',
      'answers with a page (text/html; charset=utf-8), not with metrics. Is it a login, or an Ingress that knows no such path?',
    ],
    ['/bomb', 'sends more than 64 MiB: no list of metrics is that long. Which label has no end?'],
    ['/latin1', 'sends something that is not UTF-8, which Prometheus refuses.'],
    ['/slow', 'does not answer within 0.3 s. Is it busy, or closed to us by a firewall or a NetworkPolicy?'],
    [
      '/broken',
      'cannot be read at line 2, column 5: expected a value in double quotes. Prometheus refuses the whole answer and takes the server for down: where every replica answers so, ServiceDown fires, and n alerts cannot.',
    ],
    [
      '/cut',
      "cannot be read at line 2, column 1: OpenMetrics must end with '# EOF': it was cut off. Prometheus refuses the whole answer and takes the server for down: where every replica answers so, ServiceDown fires, and n alerts cannot.",
    ],
  ])('%s', async (path, message) => {
    const { code, stdout, stderr } = await at(path, '--timeout', path === '/slow' ? '0.3' : '10');
    expect({ code, stdout, stderr: stderr.replace(/\d+ alerts/, 'n alerts') }).toEqual({
      code: 1,
      stdout: '',
      stderr: `http://server${path} ${message}\n`,
    });
  });

  test('nobody there', async () => {
    const port = String(await freePort());
    expect(await run(['--url', `http://127.0.0.1:${port}`])).toMatchObject({
      code: 1,
      stderr: `http://127.0.0.1:${port}/metrics takes no connection: is it up, and is that its port? (ECONNREFUSED).\n`,
    });
  });

  test.each([
    ['nowhere.prom', '/folder/nowhere.prom does not exist.\n'],
    ['', '/folder/ is a folder.\n'],
  ])('the file %s', async (name, stderr) => {
    expect(await run(['--file', join(folder, name) + (name === '' ? '/' : '')])).toMatchObject({
      code: 1,
      stderr,
    });
  });
});

describe('the report', () => {
  test('reads well on a terminal of 80 columns', async () => {
    const { code, stdout } = await run(['--file', broken(), '--environment', 'test/good/production.yaml']);
    expect(code).toBe(1);
    expect(stdout).toMatchInlineSnapshot(`
      "Metrics of /folder/broken.prom
      Binding contract, thresholds tuned: environment production.
      123 series, 10.1 kB, text format 0.0.4.

      Does not conform, by 2 faults: 23 of 26 alerts, 4 of 4 objectives and 21 of 22
      panels that read it work.

      alerts     cannot fire         DatabasePoolExhausted (high),
                                     DatabasePoolPressure (medium)
      alerts     fires for nothing   CacheHitRateLow (low)
      panels     shows nothing       Production Health: Connection pool in use

      missing  fraiseql_cache_hits_total
        The server does not export it.
        alerts     fires for nothing   CacheHitRateLow (low)

      missing  fraiseql_db_connections_max
        The server does not export it.
        alerts     cannot fire         DatabasePoolExhausted (high),
                                       DatabasePoolPressure (medium)
        panels     shows nothing       Production Health: Connection pool in use

      not seen yet  fraiseql_anomalies_detected_total
        It has no series before an anomaly. The server does not announce it, so that
        nobody knows whether it will come.
        alerts     waits for it        AnomalyDetected (low)
      "
    `);
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  test('is shown in docs/conform.md as it is', async () => {
    const text = bent(good.contract, (series) =>
      /^fraiseql_(db_connections_max|cache_hits_total|anomalies_detected_total)|^fraiseql_query_.*le="0.3"/.test(
        series,
      )
        ? undefined
        : series.replace('error_type=', 'kind='),
    );
    const argv = ['--file', file('canary.prom', text), '--environment', 'test/good/production.yaml'];
    const { stdout } = await run(argv);
    expect(readFileSync('docs/conform.md', 'utf8')).toContain(stdout.replace('/folder/', ''));
  });

  test('has colours on a terminal whose user wants some', async () => {
    const argv = ['--file', broken()];
    expect((await run(argv)).stdout).not.toContain('\u001b');
    expect((await run(argv, { isTTY: true, env: { NO_COLOR: '1' } })).stdout).not.toContain('\u001b');
    expect((await run(argv, { isTTY: true })).stdout).toContain('\u001b[31m');
  });

  test('is Markdown for a pull request', async () => {
    expect((await run(['--file', broken(), '--format', 'markdown'])).stdout).toMatchInlineSnapshot(`
      "# Metrics of /folder/broken.prom

      **Does not conform, by 2 faults: 23 of 26 alerts, 4 of 4 objectives and 21 of 22 panels that read it work.**

      Binding contract, thresholds tuned: no environment was named. 123 series, 10.1 kB, text format 0.0.4.

      |  | what it does | which |
      | --- | --- | --- |
      | alerts | cannot fire | DatabasePoolExhausted (high), DatabasePoolPressure (medium) |
      | alerts | fires for nothing | CacheHitRateLow (low) |
      | panels | shows nothing | Production Health: Connection pool in use |

      | fault | metric | what is so | what it does |
      | --- | --- | --- | --- |
      | missing | \`fraiseql_cache_hits_total\` | The server does not export it. | alerts: fires for nothing: CacheHitRateLow (low) |
      | missing | \`fraiseql_db_connections_max\` | The server does not export it. | alerts: cannot fire: DatabasePoolExhausted (high), DatabasePoolPressure (medium)<br>panels: shows nothing: Production Health: Connection pool in use |

      <details><summary>Not seen yet, or different: 1</summary>

      - \`fraiseql_anomalies_detected_total\`: It has no series before an anomaly. The server does not announce it, so that nobody knows whether it will come.

      </details>
      "
    `);
  });

  test('is JSON whose shape stays, by the ending of the file that it goes into', async () => {
    const output = join(folder, 'report.json');
    expect(await run(['--file', broken(), '--output', output])).toMatchObject({ code: 1, stdout: '' });
    const report = JSON.parse(readFileSync(output, 'utf8')) as Record<string, unknown>;
    expect(Object.keys(report)).toEqual([
      'version',
      'conforms',
      'source',
      'binding',
      'profile',
      'environment',
      'readers',
      'harms',
      'findings',
      'fine',
      'meantBinding',
    ]);
    expect(report).toMatchObject({
      version: 1,
      conforms: false,
      binding: 'contract',
      profile: 'tuned',
      environment: null,
      readers: { objective: 4 },
      meantBinding: null,
    });
  });

  test('is about the binding and the thresholds of an environment, unless another binding is asked for', async () => {
    const argv = ['--file', 'test/conform/fraiseql-2.15.prom', '--environment', 'test/good/production.yaml'];
    expect(await run(argv)).toMatchObject({ code: 1 });
    expect((await run(argv)).stdout).toContain('try --binding fraiseql-2.15.');
    expect(await run([...argv, '--binding', 'fraiseql-2.15'])).toMatchObject({ code: 0 });
  });
});

describe('a bad command line ends with 2, says all that is wrong, and asks nobody', () => {
  const refused = async (...argv: readonly string[]) => {
    const { world, said } = madeUp();
    expect(await cli(['conform', ...argv], world)).toBe(2);
    expect(said.stdout).toBe('');
    const lines = said.stderr.trimEnd().split('\n');
    expect(lines.pop()).toBe('See fraiseql-monitoring conform --help.');
    return lines.map((line) => line.replace('fraiseql-monitoring conform: ', ''));
  };

  test('nothing at all', async () => {
    expect(await refused()).toEqual([
      "--url is missing: the address of a server's metrics, such as http://localhost:9090/metrics. Or --file.",
    ]);
  });

  test('everything wrong', async () => {
    const argv =
      '--url localhost:9090 --file x --bindng contrakt --format pdf --timeout soon --environment nowhere.yaml';
    expect(await refused(...argv.split(' '))).toEqual([
      "'--bindng' is not an option. Did you mean '--binding'?",
      "--binding must be one of contract, fraiseql-2.15, got 'contrakt'. Did you mean 'contract'?",
      '--url and --file exclude each other: give one.',
      '--environment nowhere.yaml:1:1: does not exist.',
      "--timeout must be a number of seconds from 0 to 300, got 'soon'.",
      "--format must be one of text, markdown, json, got 'pdf'.",
    ]);
  });

  test.each([
    ['localhost:9090/metrics', "got 'localhost:9090/metrics'. Did you mean 'http://localhost:9090/metrics'?"],
    ['ftp://server', "got 'ftp://server'."],
    ['me:secret@server', 'got something else.'],
  ])('%s is no address', async (url, got) => {
    expect(await refused('--url', url)).toEqual([
      `--url must be an address that begins with http:// or https://, ${got}`,
    ]);
  });

  test('a password in the address', async () => {
    const [line = ''] = await refused('--url', 'http://me:secret@server/metrics');
    expect(line).toMatch(/^--url must have no user and no password in it/);
    expect(line).not.toContain('secret');
  });
});
