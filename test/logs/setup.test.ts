import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { streamNames } from '../../src/logs/streams.ts';
import { freePort } from '../../engines/listen.ts';
import { configFor, file, run } from './run.ts';
import { StandIn } from './stand-in/elasticsearch.ts';

let elasticsearch: StandIn;
let url = '';
beforeEach(async () => {
  elasticsearch = new StandIn();
  url = await elasticsearch.start();
});
afterEach(() => elasticsearch.stop());

const setUp = (...more: readonly string[]) => run(['setup', '--config', configFor(url), ...more]);
const written = () =>
  elasticsearch.asked.filter((one) => !one.startsWith('GET') && !one.includes('_simulate'));
const template = 'fraiseql-logs-production';

describe('an Elasticsearch that has nothing', () => {
  test('gets a policy, templates and data streams', async () => {
    const { code, stdout, stderr } = await setUp();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('policy fraiseql-logs-production: new\n');
    expect(stdout.endsWith('9 changed.\n')).toBe(true);
    expect([...elasticsearch.streams.all.keys()]).toEqual(streamNames('production'));
    const { template: of } = elasticsearch.streams.get('logs-fraiseql.audit-production');
    expect(of).toBe(template);
  });

  test('is not changed by a dry run', async () => {
    const { code, stdout } = await setUp('--dry-run');
    expect(code).toBe(0);
    expect(stdout).toContain('9 would be changed.');
    expect(written()).toEqual([]);
  });
});

describe('one that has everything', () => {
  beforeEach(async () => {
    await setUp();
    elasticsearch.asked.length = 0;
  });

  test('is not written to', async () => {
    const { code, stdout } = await setUp();
    expect(code).toBe(0);
    expect(stdout.split('\n').filter((line) => line !== '' && !line.endsWith('as it should be'))).toEqual([
      '0 changed.',
    ]);
    expect(written()).toEqual([]);
  });

  test('is told what changes, and goes on in new indices only where documents change', async () => {
    const config = configFor(url, 'retention:\n  days: 30\n');
    const { stdout } = await run(['setup', '--config', config]);
    expect(stdout).toContain('policy fraiseql-logs-production: changed: phases.delete.min_age\n');
    expect(written()).toEqual(['PUT /_ilm/policy/fraiseql-logs-production']);
    const more = configFor(url, 'retention:\n  days: 30\n  replicas: 2\n');
    const again = await run(['setup', '--config', more]);
    expect(again.stdout).toContain('changed: template.settings.index.number_of_replicas');
    expect(elasticsearch.streams.get('logs-fraiseql.audit-production').indices).toHaveLength(2);
  });

  test('gets back what somebody changed by hand', async () => {
    const mine = elasticsearch.templates.indices.get(template);
    if (mine) elasticsearch.templates.indices.set(template, { ...mine, priority: 150 });
    const { code, stdout } = await setUp();
    expect({ code, stdout }).toMatchObject({ code: 0 });
    expect(stdout).toContain(`index template ${template}: changed: priority\n`);
    expect(elasticsearch.templates.indices.get(template)?.priority).toBe(500);
  });
});

test('a stream that Elasticsearch made by itself, before the template, goes on in an index of the template', async () => {
  elasticsearch.templates.putIndex('logs', { index_patterns: ['logs-*-*'], priority: 100, data_stream: {} });
  elasticsearch.streams.create('logs-fraiseql.audit-production');
  const { code, stdout } = await setUp();
  expect(code).toBe(0);
  expect(stdout).toContain('data stream logs-fraiseql.audit-production: goes on in a new index');
  const { indices } = elasticsearch.streams.get('logs-fraiseql.audit-production');
  expect(indices.map(({ made }) => Object.keys(made.mappings.properties ?? {}).length > 0)).toEqual([
    false,
    true,
  ]);
});

describe('what is somebody else’s', () => {
  test('stays as it is, and nothing is done by half for it', async () => {
    elasticsearch.policies.set('fraiseql-logs-production', { phases: {} });
    elasticsearch.templates.putComponent('fraiseql-logs-production-settings', { template: {} });
    const { code, stderr } = await setUp();
    expect(code).toBe(1);
    expect(stderr).toContain(
      'lack _meta.managed_by: fraiseql-monitoring: policy fraiseql-logs-production, component template fraiseql-logs-production-settings. Nothing was changed.',
    );
    expect(written()).toEqual([]);
  });

  test('is told of where its template would take our data streams', async () => {
    elasticsearch.templates.putIndex('theirs', {
      index_patterns: ['logs-*'],
      priority: 900,
      data_stream: {},
    });
    const { code, stderr } = await setUp();
    expect(code).toBe(1);
    expect(stderr).toContain('with a priority above 500');
    expect(elasticsearch.streams.all.size).toBe(0);
  });

  test('is told of where its template has the same patterns and priority', async () => {
    elasticsearch.templates.putIndex('theirs', {
      index_patterns: ['logs-fraiseql.*'],
      priority: 500,
      data_stream: {},
    });
    const { code, stderr } = await setUp();
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /index template fraiseql-logs-production: it refused \(400, illegal_argument_exception/,
    );
  });
});

describe('an Elasticsearch that does not answer as it should', () => {
  test('is waited for, until it is ready', async () => {
    elasticsearch.behaviour.fails = 503;
    const waits: number[] = [];
    const { code, stdout } = await run(['setup', '--config', configFor(url)], {
      wait: (milliseconds) => {
        waits.push(milliseconds);
        if (waits.length === 3) elasticsearch.behaviour.fails = undefined;
        return Promise.resolve();
      },
    });
    expect(code).toBe(0);
    expect(waits).toEqual([500, 1000, 2000]);
    expect(stdout.match(/not ready or too busy \(503\)\. Trying again\./g)).toHaveLength(1);
  });

  test('is given up at the deadline', async () => {
    elasticsearch.behaviour.fails = 'closes';
    const { code, stderr, waits } = await setUp('--deadline', '20s');
    expect(code).toBe(1);
    expect(stderr).toContain('Elasticsearch was not ready within 20 s: it cannot be reached');
    expect(waits.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(20_000);
  });

  test('is given up where nobody listens', async () => {
    const nobody = `http://127.0.0.1:${String(await freePort())}`;
    const { code, stderr } = await run(['setup', '--config', configFor(nobody), '--deadline', '1s']);
    expect(code).toBe(1);
    expect(stderr).toContain('it cannot be reached (ECONNREFUSED)');
    expect(stderr).not.toContain('127.0.0.1');
  });

  test.each([
    [401, 'it does not know the API key (401)'],
    [403, 'the API key may not do that (403)'],
    [400, 'it refused (400'],
  ])('is not asked again after %d', async (status, words) => {
    elasticsearch.behaviour.fails = status;
    const { code, stderr, waits } = await setUp();
    expect({ code, waits }).toEqual({ code: 1, waits: [] });
    expect(stderr).toContain(words);
  });

  test('is none, where it does not say so', async () => {
    elasticsearch.behaviour.genuine = false;
    const { code, stderr } = await setUp();
    expect(code).toBe(1);
    expect(stderr).toContain('what answers there is not Elasticsearch');
  });
});

describe('the API key', () => {
  /** Actions that the privileges in docs/logs.md stand for, as far as the stand-in knows them. */
  const privileges = [
    'cluster:monitor/',
    'cluster:admin/ilm/',
    'cluster:admin/component_template/',
    'indices:admin/',
  ];

  test('of the documentation may do all that is done, encoded or not', async () => {
    elasticsearch.behaviour.keys.set('id:secret', privileges);
    for (const text of ['id:secret\n', Buffer.from('id:secret').toString('base64')]) {
      const { code, stderr } = await setUp('--api-key-file', file('key', text));
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    }
  });

  test('that lacks a privilege is told of with the action, and never shown', async () => {
    elasticsearch.behaviour.keys.set('id:secret', privileges.slice(0, 2));
    const { code, stderr } = await setUp('--api-key-file', file('key', 'id:secret'));
    expect(code).toBe(1);
    expect(stderr).toContain('(403, cluster:admin/component_template/get)');
    expect(stderr).not.toMatch(/secret|aWQ6c2VjcmV0/);
  });

  test('that nobody knows is told of', async () => {
    elasticsearch.behaviour.keys.set('id:secret', privileges);
    const { code, stderr } = await setUp('--api-key-file', file('key', 'id:other'));
    expect(code).toBe(1);
    expect(stderr).toContain('it does not know the API key (401)');
  });
});

test.each([
  [[], '--config is missing'],
  [['--config', 'none.yaml'], 'none.yaml:1:1: does not exist.'],
  [
    ['--config', file('bad.yaml', 'environment: production\nelasticsearh:\n  url: x\n')],
    "unknown key 'elasticsearh'. Did you mean 'elasticsearch'?",
  ],
  [
    ['--config', file('good.yaml', 'environment: p\nelasticsearch:\n  url: http://x\n'), '--deadline', '2d'],
    '--deadline must be a duration from 1s to 1h',
  ],
  [
    [
      '--config',
      file('good.yaml', 'environment: p\nelasticsearch:\n  url: http://x\n'),
      '--api-key-file',
      '/none',
    ],
    '--api-key-file /none does not exist.',
  ],
])('a command line of %j is told what is wrong', async (args, words) => {
  const { code, stderr } = await run(['setup', ...args]);
  expect(code).toBe(2);
  expect(stderr).toContain(words);
});
