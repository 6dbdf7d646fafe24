import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cli } from '../../src/cli.ts';
import { madeUp, type WorldProps } from '../cli/world.ts';
import { addressOf, fakePrometheus } from '../slo/report/fake.ts';
import { availability, queries } from '../slo/report/history.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'slo-report-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

const february = { from: '2026-02-01', to: '2026-03-01' };
const prometheus = fakePrometheus([
  availability(february, { from: '2026-02-14T03:00:00', minutes: 692 }),
  queries('errors', february, { all: 806_400, bad: 80 }),
]);

/** Runs the command with the arguments that a good command line has, and others. */
async function run(more: readonly string[] = [], props: WorldProps = {}) {
  const { world, said, waits } = madeUp({ fetch: prometheus, ...props });
  const servers = ['--prometheus', 'http://prometheus:9090/', '--service', 'fraiseql-api'];
  const code = await cli(['slo', 'report', ...servers, '--namespace', 'fraiseql', ...more], world);
  return { code, waits, ...said };
}

describe('a good command line', () => {
  test('is answered on standard output, about the last month that is over', async () => {
    const { code, stdout, stderr } = await run();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^SLO report: fraiseql-api in namespace fraiseql, February 2026\n/);
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  test('has no colours unless it is a terminal, whose user wants some', async () => {
    expect((await run()).stdout).not.toContain('\u001b');
    expect((await run([], { isTTY: true, env: { NO_COLOR: '1' } })).stdout).not.toContain('\u001b');
    expect((await run([], { isTTY: true })).stdout).toContain('\u001b[31mmissed');
  });

  test('shows on a terminal how far it is, and takes that away', async () => {
    const { stderr } = await run([], { isTTY: true });
    expect(stderr).toContain('Reading 2026-02-28 …');
    expect(stderr.endsWith('\r\u001b[2K')).toBe(true);
  });

  test.each([
    ['report.md', '# SLO report'],
    ['report.json', '{\n  "version": 1,'],
    ['report.html', '<!doctype html>'],
    ['report.txt', 'SLO report'],
  ])('writes %s in the format of its ending', async (name, start) => {
    const path = join(folder, name);
    expect(await run(['--output', path])).toMatchObject({ code: 0, stdout: '' });
    expect(readFileSync(path, 'utf8').startsWith(start)).toBe(true);
  });

  test('may say the service by the settings of its environment', async () => {
    const { world, said } = madeUp({ fetch: prometheus });
    const argv = ['slo', 'report', '--prometheus', 'http://p', '--environment', 'test/good/production.yaml'];
    expect(await cli([...argv, '--format', 'json'], world)).toBe(0);
    expect(JSON.parse(said.stdout)).toMatchObject({
      service: 'fraiseql-api',
      namespace: 'fraiseql',
      labels: { environment: 'production' },
    });
  });

  test('sends a token and headers from files, and shows neither', async () => {
    const sent: unknown[] = [];
    const listening: typeof fetch = (input, init) => {
      sent.push(init?.headers);
      return prometheus(input);
    };
    const token = file('token', 'the-token\n');
    const headers = file('headers', '# Of the tenant\nX-Scope-OrgID: fraiseql\n');
    const { stdout } = await run(
      ['--bearer-token-file', token, '--header-file', headers, '--format', 'json'],
      {
        fetch: listening,
      },
    );
    expect(sent[0]).toMatchObject({ authorization: 'Bearer the-token', 'x-scope-orgid': 'fraiseql' });
    expect(stdout).not.toContain('the-token');
  });
});

describe('a bad command line ends with 2, says all that is wrong, and asks nobody', () => {
  const refused = async (...argv: readonly string[]) => {
    const { world, said } = madeUp();
    expect(await cli(['slo', 'report', ...argv], world)).toBe(2);
    expect(said.stdout).toBe('');
    const [see, ...lines] = said.stderr.trimEnd().split('\n').reverse();
    expect(see).toBe('See fraiseql-monitoring slo report --help.');
    return lines.reverse().map((line) => line.replace('fraiseql-monitoring slo report: ', ''));
  };
  const good = ['--prometheus', 'http://p', '--service', 'a', '--namespace', 'b'];

  test('nothing at all', async () => {
    expect(await refused()).toEqual([
      '--prometheus is missing: the address of Prometheus or Thanos Query, such as https://prometheus.example.com.',
    ]);
  });

  test('everything wrong', async () => {
    const argv = '--month 2026-13 --prometheus p:9090 --servce A --namespace b --label x --format pdf --what';
    expect(await refused(...argv.split(' '))).toEqual([
      "'--servce' is not an option. Did you mean '--service'?",
      "'--what' is not an option.",
      "--month must be a month such as 2026-02, got '2026-13'.",
      "--prometheus must be an address that begins with http:// or https://, got 'p:9090'.",
      "--label must be a label and its value, such as environment=production, got 'x'.",
      "--service must be a Kubernetes name: lower case letters, digits and dashes, got 'A'.",
      "--format must be one of text, markdown, json, html, got 'pdf'.",
    ]);
  });

  test.each([
    ['--from 2026-03-01', '--to is missing: --from and --to go together.'],
    ['--from 2026-02-29 --to 2026-03-08', "--from must be a day such as 2026-03-01, got '2026-02-29'."],
    [
      '--from 2026-03-08 --to 2026-03-08',
      '--to must be a day after --from, got 2026-03-08 after 2026-03-08. It is the day after the last one.',
    ],
    ['--from 2024-01-01 --to 2026-01-01', '--from and --to may be 366 days apart, got 731.'],
    [
      '--month 2026-02 --from 2026-02-01 --to 2026-02-08',
      '--month says it all: leave out --from and --to, or it.',
    ],
    [
      '--month 2026-04',
      'The time that is asked for has not begun: it begins on 2026-04-01, and now it is 2026-03-09 (UTC).',
    ],
    ['--prometheus', '--prometheus needs a value: --prometheus URL.'],
    [
      '--prometheus http://p/graph?g0.expr=up',
      "--prometheus must end with its path, got 'http://p/graph?g0.expr=up': leave out what follows ? or #.",
    ],
    ['--bearer-token-file nowhere', '--bearer-token-file nowhere does not exist.'],
    ['--environment x.yaml', '--environment says which service it is: leave out --service and --namespace.'],
  ])('%s', async (line, problem) => {
    expect(await refused(...good, ...line.split(' '))).toContain(problem);
  });

  test('settings with mistakes, each with its place', async () => {
    const settings = file('production.yaml', 'environment: production\nservise: {}\n');
    const problems = await refused('--prometheus', 'http://p', '--environment', settings);
    expect(problems).toContain(
      `--environment ${settings}:2:1: unknown key 'servise'. Did you mean 'service'?`,
    );
  });

  test('no message shows a password, a token or a webhook', async () => {
    const secrets = ['hunter2', 'two words', 'x-secret', 'hooks-secret'];
    const problems = await refused(
      ...good,
      ...['--prometheus', 'http://me:hunter2@p', '--prometheus', 'me:hunter2@p'],
      ...['--bearer-token-file', file('words', 'two words')],
      ...['--header-file', file('bad-headers', 'x-secret')],
      ...['--slack-webhook-file', file('bad-webhook', 'hooks-secret')],
    );
    expect(problems).toHaveLength(5);
    for (const secret of secrets) expect(problems.join('\n')).not.toContain(secret);
  });
});

describe('a server that gives no answer ends it with 1, and it says what to do', () => {
  const failing = async (respond: () => Response | Promise<Response>) => {
    const fetch = () => Promise.resolve().then(respond);
    const { code, stdout, stderr, waits } = await run([], { fetch });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    return { message: stderr.replace('fraiseql-monitoring slo report: http://prometheus:9090 ', ''), waits };
  };
  const json = (status: number, error: string) => () =>
    Response.json({ status: 'error', errorType: 'x', error }, { status });
  const html = (status: number) => () =>
    new Response('<html>', { status, headers: { 'content-type': 'text/html; charset=utf-8' } });

  test.each([
    [
      'an error of its own',
      json(422, 'too many samples'),
      "answers 422, 'too many samples'. It is a Prometheus, and this is what it has to say.\n",
    ],
    [
      'a web page',
      html(200),
      'answers 200. That is text/html, and no answer of Prometheus: give its address up to before /api/v1, such as https://prometheus.example.com or https://example.com/prometheus.\n',
    ],
    [
      'nothing at that path',
      html(404),
      'answers 404. That is text/html, and no answer of Prometheus: give its address up to before /api/v1, such as https://prometheus.example.com or https://example.com/prometheus.\n',
    ],
    [
      'that it wants to know who asks',
      html(401),
      'answers 401. Give a token with --bearer-token-file, or what it wants with --header-file.\n',
    ],
    [
      'to go elsewhere',
      () =>
        new Response('', { status: 302, headers: { location: 'https://login.example.com/?state=secret' } }),
      'answers 302. It sends to https://login.example.com, which may be a login: give an address behind it, or a token with --bearer-token-file.\n',
    ],
    [
      'another kind of JSON',
      () => Response.json({ status: 'success', data: { resultType: 'vector', result: [] } }),
      'answers 200. That is application/json, and no answer of Prometheus: give its address up to before /api/v1, such as https://prometheus.example.com or https://example.com/prometheus.\n',
    ],
  ])('%s: at once', async (_, respond, message) => {
    expect(await failing(respond)).toEqual({ message, waits: [] });
  });

  const refused = (code: string) => () => Promise.reject(new TypeError('fetch failed', { cause: { code } }));
  const timeout = () => Promise.reject(new DOMException('too late', 'TimeoutError'));

  test.each([
    [
      'that it is not well',
      html(503),
      'answers 503. It, or a proxy before it, is not well. Asked 4 times.\n',
    ],
    [
      'that it is too busy',
      json(503, 'query timed out'),
      "answers 503, 'query timed out'. It is a Prometheus, and this is what it has to say. Asked 4 times.\n",
    ],
    [
      'nothing, for a minute',
      timeout,
      'does not answer within 60 s. Is it busy, or closed to us by a firewall or a NetworkPolicy? Asked 4 times.\n',
    ],
    [
      'no connection',
      refused('ECONNREFUSED'),
      'takes no connection: is it up, and is that its port? (ECONNREFUSED). Asked 4 times.\n',
    ],
    ['no such host', refused('ENOTFOUND'), 'has a host name that nobody knows (ENOTFOUND). Asked 4 times.\n'],
  ])('%s: after some attempts', async (_, respond, message) => {
    expect(await failing(respond)).toEqual({ message, waits: [1000, 4000, 15_000] });
  });

  test('a certificate that is not trusted: at once', async () => {
    expect(await failing(refused('SELF_SIGNED_CERT_IN_CHAIN'))).toEqual({
      message:
        'has a certificate that is not trusted: name the file of its authority in NODE_EXTRA_CA_CERTS (SELF_SIGNED_CERT_IN_CHAIN).\n',
      waits: [],
    });
  });

  test('one that answers again is forgiven', async () => {
    let asked = 0;
    const fetch: typeof globalThis.fetch = (input) =>
      asked++ === 3 ? Promise.resolve(new Response('', { status: 503 })) : prometheus(input);
    expect(await run([], { fetch })).toMatchObject({ code: 0, waits: [1000], stderr: '' });
  });
});

describe('the service that nobody names', () => {
  const argv = ['slo', 'report', '--prometheus', 'http://p'];

  test('is the only one that the servers know', async () => {
    const { world, said } = madeUp({ fetch: prometheus });
    expect(await cli([...argv, '--format', 'json'], world), said.stderr).toBe(0);
    expect(JSON.parse(said.stdout)).toMatchObject({
      service: 'fraiseql-api',
      labels: { environment: 'production' },
    });
  });

  test('must be named where there are several, or none', async () => {
    const { world, said } = madeUp({ fetch: fakePrometheus([]) });
    expect(await cli(argv, world)).toBe(1);
    expect(said.stderr).toBe(
      'fraiseql-monitoring slo report: Say which service it is, with --environment, or with --service and --namespace. Services with slices at the end of February 2026: none.\n',
    );
  });

  test('is told of where there are several', async () => {
    const others = fakePrometheus([availability(february, undefined)], {
      labels: { sloth_service: 'other' },
    });
    const fetch: typeof globalThis.fetch = (input) =>
      (addressOf(input).hostname === 'q' ? others : prometheus)(input);
    const { world, said } = madeUp({ fetch });
    expect(await cli([...argv, '--prometheus', 'http://q'], world)).toBe(1);
    expect(said.stderr).toContain(
      'fraiseql-api in namespace fraiseql, environment production; other in namespace fraiseql, environment production.',
    );
  });

  test('is not looked for in vain where a server gives no answer', async () => {
    const { world, said } = madeUp({ fetch: () => Promise.resolve(new Response('', { status: 401 })) });
    expect(await cli(argv, world)).toBe(1);
    expect(said.stderr).toContain('http://p answers 401. Give a token with --bearer-token-file');
  });
});

describe('no slice at all', () => {
  test('says what was looked for, and why it may be missing', async () => {
    const fetch = fakePrometheus([availability(february, undefined)]);
    const { world, said } = madeUp({ fetch });
    const argv = [
      'slo',
      'report',
      '--prometheus',
      'http://p',
      '--service',
      'other',
      '--namespace',
      'fraiseql',
    ];
    expect(await cli(argv, world)).toBe(1);
    expect(said.stderr)
      .toBe(`fraiseql-monitoring slo report: There is not one slice of other in namespace fraiseql in February 2026.
Looked for slo:sli_total:increase30s{namespace="fraiseql", sloth_id=~"other-(availability|latency|latency-sla|errors)"}
at http://p.
- Is the name right? At the end of that time there are slices of fraiseql-api in namespace fraiseql, environment production.
- Were the rules loaded? They are in dist/<environment>/prometheus/rules.yaml, and count nothing that was before them.
- Are the samples kept for that long? Prometheus is told for how many days; Thanos Query may have older ones.
`);
  });

  test('several environments are not added up', async () => {
    const other = fakePrometheus([availability(february, undefined)], { labels: { environment: 'staging' } });
    const both: typeof fetch = async (input) => {
      const bodies = (await Promise.all(
        [prometheus, other].map(async (one) => (await one(input)).json()),
      )) as { data: { result: unknown[] } }[];
      const result = bodies.flatMap(({ data }) => data.result);
      return Response.json({ status: 'success', data: { resultType: 'matrix', result } });
    };
    const { code, stderr } = await run([], { fetch: both });
    expect(code).toBe(1);
    expect(stderr).toContain(
      'in several environments: production, staging. Choose one with --label environment=production.',
    );
    expect(await run(['--label', 'environment=production'], { fetch: both })).toMatchObject({ code: 0 });
  });
});

describe('Slack', () => {
  const webhook = 'https://hooks.example.com/secret';

  test('is told the outcome, in a form that it reads', async () => {
    const sent: unknown[] = [];
    const fetch: typeof globalThis.fetch = (input, init) => {
      if (addressOf(input).href !== webhook) return prometheus(input);
      sent.push(JSON.parse(init?.body as string));
      return Promise.resolve(new Response('ok'));
    };
    expect(await run(['--slack-webhook-file', file('webhook', webhook)], { fetch })).toMatchObject({
      code: 0,
    });
    expect(sent).toEqual([
      {
        text: `*SLO report: fraiseql-api in namespace fraiseql, February 2026*
:x: Availability, SLO 99.9 %: 98.28 %, missed
:x: Availability, SLA 99.5 %: 98.28 %, missed, credit 25 %
:heavy_minus_sign: Latency, SLO 95 %: –, not measured
:heavy_minus_sign: Latency, SLA 95 %: –, not measured
:heavy_minus_sign: Latency, aim 99.9 %: –, not measured
:white_check_mark: Errors, SLO 99.9 %: 99.99 %, met
:white_check_mark: Errors, SLA 99.8 %: 99.99 %, met
• Availability: 1.716 % of the time the service was down: 692 min of 40,320 min. The budget allows 40.32 min, of which 1,716.3 % is spent.
• Availability: Customers are owed 25 % of the month's fee.
• Latency: There is nothing to judge by: not measured.`,
      },
    ]);
  });

  test.each([
    [
      'refuses',
      () => Promise.resolve(new Response('no_service', { status: 404 })),
      "it answers 404, 'no_service'",
      [],
    ],
    [
      'is not there',
      () => Promise.reject(new TypeError(`cannot fetch ${webhook}`, { cause: { code: 'ENOTFOUND' } })),
      'it cannot be reached (ENOTFOUND)',
      [2000, 10_000],
    ],
  ])(
    'that %s ends it with 1, after the report, and nothing shows the address',
    async (_, answer, why, waited) => {
      const fetch: typeof globalThis.fetch = (input) =>
        addressOf(input).href === webhook ? answer() : prometheus(input);
      const { code, stdout, stderr, waits } = await run(['--slack-webhook-file', file('webhook', webhook)], {
        fetch,
      });
      expect({ code, stderr, waits }).toEqual({
        code: 1,
        stderr: `fraiseql-monitoring slo report: The report is made, but Slack was not told: ${why}.\n`,
        waits: waited,
      });
      expect(stdout).toContain('SLO report');
    },
  );
});
