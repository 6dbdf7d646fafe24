import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readEnvironments, readSettings } from '../../src/settings/read.ts';

const good = readFileSync('test/good/production.yaml', 'utf8');

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'settings-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Reads a file with this content; returns the message, the folder's name taken out. */
function messageFor(content: string | Buffer, name = 'production.yaml'): string {
  writeFileSync(join(folder, name), content);
  return messageOf(() => readSettings(join(folder, name)));
}

function messageOf(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    return (error as Error).message.replaceAll(`${folder}/`, '');
  }
  return 'nothing wrong';
}

const bend = (from: string, to: string): string => {
  expect(good).toContain(from);
  return good.replace(from, to);
};

describe('a settings file', () => {
  test('that is right has nothing wrong', () => {
    expect(messageFor(good)).toBe('nothing wrong');
  });

  test.each([
    {
      name: 'an unknown key',
      content: () => bend('  namespace: fraiseql\n', '  namespace: fraiseql\n  namspace: x\n'),
      message: "production.yaml:5:3: unknown key 'service.namspace'. Did you mean 'namespace'?",
    },
    {
      name: 'an unknown key unlike any other',
      content: () => bend('  binding: contract\n', '  binding: contract\n  colour: blue\n'),
      message: "production.yaml:10:3: unknown key 'metrics.colour'. Allowed here: binding.",
    },
    {
      name: 'a missing key',
      content: () => bend('  job: fraiseql\n', ''),
      message: "production.yaml:4:3: missing key 'service.job': it must be text.",
    },
    {
      name: 'a wrong type',
      content: () => bend('pagerDuty: true', 'pagerDuty: often'),
      message: "production.yaml:22:14: 'routing.pagerDuty' must be true or false, got 'often'.",
    },
    {
      name: 'a value that is not offered',
      content: () => bend('profile: tuned', 'profile: tunned'),
      message:
        "production.yaml:12:12: 'thresholds.profile' must be one of tuned, initial, got 'tunned'. Did you mean 'tuned'?",
    },
    {
      name: 'a kind of database that does not exist',
      content: () => bend('kind: in-cluster', 'kind: mainframe'),
      message: "production.yaml:15:9: 'database.kind' must be one of in-cluster, rds, got 'mainframe'.",
    },
    {
      name: 'an impossible number',
      content: () => bend('poolSize: 100', 'poolSize: -5'),
      message: "production.yaml:17:13: 'database.poolSize' must be 1 or more, got '-5'.",
    },
    {
      name: 'a number that is none',
      content: () => bend('poolSize: 100', 'poolSize: .nan'),
      message: "production.yaml:17:13: 'database.poolSize' must be a number, got 'NaN'.",
    },
    {
      name: 'a duration that does not exist',
      content: () => bend('scrapeInterval: 30s', 'scrapeInterval: 30 seconds'),
      message:
        "production.yaml:36:19: 'monitoring.scrapeInterval' must be a duration such as 30s, 5m or 1h30m, got '30 seconds'.",
    },
    {
      name: 'a time zone that does not exist',
      content: () =>
        bend(
          '  deadMansSwitch:',
          "  ticketHours: { weekdays: monday:friday, from: '09:00', to: '18:00', timeZone: Europe/Atlantis }\n  deadMansSwitch:",
        ),
      message:
        "production.yaml:27:81: 'routing.ticketHours.timeZone' must be a time zone that exists, such as Europe/Paris or UTC, got 'Europe/Atlantis'.",
    },
    {
      name: 'hours that end before they begin',
      content: () =>
        bend(
          '  deadMansSwitch:',
          "  ticketHours: { weekdays: monday:friday, from: '18:00', to: '09:00', timeZone: UTC }\n  deadMansSwitch:",
        ),
      message:
        "production.yaml:27:62: 'routing.ticketHours.to' must be a time later than `from`: hours may not cross midnight, got '09:00'.",
    },
    {
      name: 'a week that runs backwards',
      content: () =>
        bend(
          '  deadMansSwitch:',
          "  ticketHours: { weekdays: friday:monday, from: '09:00', to: '18:00', timeZone: UTC }\n  deadMansSwitch:",
        ),
      message:
        "production.yaml:27:28: 'routing.ticketHours.weekdays' must be a weekday or a range such as 'monday:friday', counted from Sunday, got 'friday:monday'.",
    },
    {
      name: 'a list where a map belongs',
      content: () => bend('  binding: contract\n', '  - binding\n'),
      message: "production.yaml:9:3: 'metrics' must be a map of keys, got a list.",
    },
    {
      name: 'a selector that tries to break out of its quotes',
      content: () => bend('job: fraiseql', `job: 'x"} or vector(1) #'`),
      message:
        "production.yaml:6:8: 'service.job' must be a job such as fraiseql or namespace/name, got 'x\"} or vector(1) #'.",
    },
    {
      name: 'an environment that is not called like its file',
      content: () => bend('environment: production', 'environment: prod'),
      message: "production.yaml:1:14: 'environment' must be the file's name, 'production'.",
    },
    {
      name: 'nothing',
      content: () => '',
      message: 'production.yaml:1:1: is empty. Copy another environment and change what differs.',
    },
    {
      name: 'nothing but comments',
      content: () => '# later\n',
      message: 'production.yaml:1:1: is empty. Copy another environment and change what differs.',
    },
    {
      name: 'a list instead of settings',
      content: () => '- a\n- b\n',
      message: "production.yaml:1:1: 'the file' must be a map of keys, got a list.",
    },
    {
      name: 'a key given twice',
      content: () => bend('  job: fraiseql\n', '  job: fraiseql\n  job: other\n'),
      message: 'production.yaml:7:3: is not valid YAML: Map keys must be unique.',
    },
    {
      name: 'two documents',
      content: () => `${good}---\n${good}`,
      message:
        'production.yaml:37:1: is not valid YAML: Source contains multiple documents; please use YAML.parseAllDocuments().',
    },
    {
      name: 'a quote that never closes',
      content: () => bend('job: fraiseql', 'job: "fraiseql'),
      message: /^production\.yaml:\d+:\d+: is not valid YAML: /,
    },
    {
      name: 'an alias bomb',
      content: () =>
        `a: &a [x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b, *b, *b, *b]\n`,
      message: "production.yaml:2:8: refers to '*a', and settings may not use aliases. Write the value out.",
    },
    {
      name: 'text that is not UTF-8',
      content: () =>
        Buffer.concat([
          Buffer.from('environment: production\nservice: "'),
          Buffer.from([0xff, 0xfe]),
          Buffer.from('"\n'),
        ]),
      message: 'production.yaml:2:11: is not UTF-8 text. Save the file as UTF-8.',
    },
    {
      name: 'UTF-16',
      content: () => Buffer.from(good, 'utf16le'),
      message: 'production.yaml:1:2: is not UTF-8 text. Save the file as UTF-8.',
    },
  ])('with $name is refused', ({ content, message }) => {
    const got = messageFor(content());
    if (typeof message === 'string') expect(got).toBe(message);
    else expect(got).toMatch(message);
  });

  test.each([
    ['a Slack webhook', `https://hooks.slack.com/services/T00000000/B00000000/abcdefghijklmnop`],
    ['a PagerDuty integration key', '0123456789abcdef'.repeat(2)],
    ['a password in an address', 'https://admin:hunter2@grafana.fraiseql.com'],
    ['a token in an address', 'https://grafana.fraiseql.com/?token=abc'],
    [
      'an address with a key in its path',
      'https://heartbeats.fraiseql.com/8f14e45f-ceea-467f-a0e6-3f1c0d3a1b2c',
    ],
    ['a Slack token', `https://x/xoxb-1-abc`],
    ['an AWS access key', `AKIAABCDEFGHIJKLMNOP`],
  ])('with %s is refused, and the message does not repeat it', (what, secret) => {
    const got = messageFor(bend('https://grafana.fraiseql.com', secret));
    expect(got).toBe(
      `production.yaml:32:15: looks like ${what}. Settings are committed: put it into the Secret that routing.secret names.`,
    );
  });

  test('with a secret in a comment is refused too', () => {
    expect(messageFor(bend('profile: tuned', `profile: tuned # was AKIAABCDEFGHIJKLMNOP`))).toMatch(
      /^production\.yaml:12:24: looks like an AWS access key\./,
    );
  });

  test('with the secret where its name belongs is refused without repeating it', () => {
    expect(messageFor(bend('secret: alertmanager-receivers', 'secret: Hunter2!'))).toBe(
      "production.yaml:21:11: 'routing.secret' must be a Kubernetes name: lower case letters, digits and dashes, got something else.",
    );
  });

  test.each([
    ['timeZone: europe/paris', 'a time zone that exists'],
    ['timeZone: EUROPE/PARIS', 'a time zone that exists'],
  ])('with %s, which Alertmanager does not know, is refused', (zone, wanted) => {
    const hours = `  ticketHours: { weekdays: monday, from: '09:00', to: '18:00', ${zone} }\n  deadMansSwitch:`;
    expect(messageFor(bend('  deadMansSwitch:', hours))).toContain(wanted);
  });

  test.each(['(a)\\\\1', '"', '(?i)x', '(', '[^]', ''])(
    "with '%s' for a regular expression is refused",
    (value) => {
      const got = messageFor(bend('volumeClaims: data-fraiseql-db-.*', `volumeClaims: '${value}'`));
      expect(got).toContain("'database.volumeClaims' must be a regular expression such as");
    },
  );

  test.each(['job: other', 'namespace: x', 'le: x', '__name__: x'])(
    'with %s among the matchers, which alerts set themselves, is refused',
    (matcher) => {
      const got = messageFor(bend('  job: fraiseql\n', `  job: fraiseql\n  matchers: { ${matcher} }\n`));
      expect(got).toContain('a label name such as cluster, and none of alertname,');
    },
  );

  test.each([
    'https:host/x',
    'https://g/>|<!channel>',
    'https://x.com/{{.X',
    'https://x.com/',
    'https://x.com?',
    'http://x.com',
  ])('with the address %s is refused', (address) => {
    const got = messageFor(bend('https://grafana.fraiseql.com', `'${address}'`));
    expect(got).toContain("'links.dashboards' must be an https:// address without");
  });

  test('cannot forge a line of the log, nor fill the screen', () => {
    const got = messageFor(
      bend('profile: tuned', `profile: "x\\nproduction.yaml:1:1: all is well${'y'.repeat(500)}"`),
    );
    expect(got.split('\n')).toHaveLength(1);
    expect(got.length).toBeLessThan(300);
  });

  test('that does not exist, or is a folder, is refused', () => {
    mkdirSync(join(folder, 'folder.yaml'));
    expect(messageOf(() => readSettings(join(folder, 'gone.yaml')))).toBe('gone.yaml:1:1: does not exist.');
    expect(messageOf(() => readSettings(join(folder, 'folder.yaml')))).toBe(
      'folder.yaml:1:1: is not a file.',
    );
  });
});

describe('a folder of environments', () => {
  test('tells of every problem in every file at once', () => {
    writeFileSync(
      join(folder, 'production.yaml'),
      bend('profile: tuned', 'profile: loud').replace('job: fraiseql\n', 'jobs: 1\n'),
    );
    writeFileSync(join(folder, 'staging.yaml'), '');
    expect(messageOf(() => readEnvironments(folder)).split('\n')).toEqual([
      "production.yaml:4:3: missing key 'service.job': it must be text.",
      "production.yaml:6:3: unknown key 'service.jobs'. Did you mean 'job'?",
      "production.yaml:12:12: 'thresholds.profile' must be one of tuned, initial, got 'loud'.",
      'staging.yaml:1:1: is empty. Copy another environment and change what differs.',
    ]);
  });

  test('takes no file under another ending, and passes over hidden ones', () => {
    writeFileSync(join(folder, '.#production.yaml'), 'x');
    writeFileSync(join(folder, 'production.yaml'), good);
    expect(messageOf(() => readEnvironments(folder))).toBe('nothing wrong');
    writeFileSync(join(folder, 'production.yml'), good);
    expect(messageOf(() => readEnvironments(folder))).toBe(
      'production.yml:1:1: must be called <environment>.yaml.',
    );
  });

  test('without any, or that does not exist, is refused', () => {
    expect(messageOf(() => readEnvironments(folder))).toMatch(
      /:1:1: holds no environment\. Put a file such as production\.yaml there\.$/,
    );
    expect(messageOf(() => readEnvironments(join(folder, 'gone')))).toBe('gone:1:1: does not exist.');
  });
});
