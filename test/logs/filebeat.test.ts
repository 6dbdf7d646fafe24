import { describe, expect, test } from 'vitest';
import { filebeatConfig, longestLine } from '../../src/logs/filebeat.ts';

interface Config {
  readonly 'filebeat.inputs': readonly {
    readonly id: string;
    readonly paths: readonly string[];
    readonly prospector: { readonly scanner: { readonly exclude_files: readonly string[] } };
    readonly parsers: readonly { readonly multiline?: { readonly pattern: string } }[];
  }[];
  readonly 'output.elasticsearch': Readonly<Record<string, unknown>>;
  readonly [key: string]: unknown;
}

const service = { namespace: 'fraiseql', name: 'fraiseql-api' };
const made = (
  url = 'https://es.logs.svc:9200',
  more: { caFile?: string; environment?: string } = {},
): Config => filebeatConfig({ environment: 'production', service, url, ...more }) as Config;
const config = made();

/** Whether a file is read. */
const reads = (path: string): boolean =>
  config['filebeat.inputs'].every(
    ({ paths, prospector }) =>
      paths.some((pattern) => globbed(pattern).test(path)) &&
      !prospector.scanner.exclude_files.some((pattern) => new RegExp(pattern).test(path)),
  );

/** As Go has it: no star goes past a slash. */
const globbed = (pattern: string): RegExp =>
  new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '[^/]*').replaceAll('?', '[^/]')}$`);

describe('files', () => {
  const pod = '/var/log/pods/fraiseql_fraiseql-api-7d9c5b6f4-abcde_0b1c2d3e-1111';
  test.each([
    `${pod}/fraiseql-api/0.log`,
    `${pod}/fraiseql-api/12.log`,
    `${pod}/proxy/0.log.20261124-100000`,
  ])('%s is read', (path) => {
    expect(reads(path)).toBe(true);
  });

  test.each([
    ['of another namespace', '/var/log/pods/other_fraiseql-api-7d9c5b6f4-abcde_0b1c/fraiseql-api/0.log'],
    ['of another service', '/var/log/pods/fraiseql_fraiseql-db-0_0b1c/postgres/0.log'],
    ['compressed', `${pod}/fraiseql-api/0.log.20261124-100000.gz`],
    ['half compressed', `${pod}/fraiseql-api/0.log.20261124-100000.tmp`],
  ])('one that is %s is not', (_, path) => {
    expect(reads(path)).toBe(false);
  });

  test('both streams of a pod are read apart, each under a name of its own', () => {
    const ids = config['filebeat.inputs'].map(({ id }) => id);
    expect(ids).toEqual(['fraiseql-stdout', 'fraiseql-stderr']);
  });
});

test('a panic begins an event, as JSON does, and what follows goes on with it', () => {
  const pattern = config['filebeat.inputs'][1]?.parsers
    .flatMap(({ multiline }) => multiline?.pattern ?? [])
    .join();
  const begins = (line: string): boolean => new RegExp(pattern ?? '').test(line);
  expect(["thread 'main' panicked at src/pool.rs:10:5:", '{"level":"INFO"}'].map(begins)).toEqual([
    true,
    true,
  ]);
  expect(['no connection', 'stack backtrace:', '   0: rust_begin_unwind', ''].map(begins)).toEqual([
    false,
    false,
    false,
    false,
  ]);
});

test('the most lines of the most bytes are one request that Elasticsearch takes', () => {
  const { bulk_max_size: lines } = config['output.elasticsearch'];
  expect(Number(lines) * longestLine).toBeLessThan(100 * 1024 * 1024);
});

test('makes no template and no policy, and holds no key', () => {
  expect(config['setup.template.enabled']).toBe(false);
  expect(config['setup.ilm.enabled']).toBe(false);
  expect(JSON.stringify(config)).not.toMatch(/api_key"|password|username/);
});

test.each([
  ['https://es.logs.svc:9200', 'https://es.logs.svc:9200'],
  ['https://logs.example.com', 'https://logs.example.com:443'],
  ['https://example.com/es', 'https://example.com:443/es'],
])('%s is reached at %s: Filebeat has a port of its own otherwise', (url, host) => {
  expect(made(url)['output.elasticsearch'].hosts).toEqual([host]);
});

test('an environment with a dash gets names of three parts', () => {
  const { index } = made('https://x', { environment: 'eu-production' })['output.elasticsearch'];
  expect(index).toBe('logs-%{[data_stream.dataset]}-eu_production');
});

test('trusts the authorities that it is given', () => {
  const output = made('https://x', { caFile: '/etc/ca.crt' })['output.elasticsearch'];
  expect(output['ssl.certificate_authorities']).toEqual(['/etc/ca.crt']);
  expect(config['output.elasticsearch']).not.toHaveProperty(['ssl.certificate_authorities']);
});
