import { describe, expect, test } from 'vitest';
import { bend, good, messageFor } from './message.ts';

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
});
