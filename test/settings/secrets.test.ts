import { describe, expect, test } from 'vitest';
import { bend, good, messageFor } from './message.ts';

/** Puts a made-up secret together, so that none stands here for a scanner to find. */
const glue = (...parts: readonly string[]): string => parts.join('');

/** Every line of the good file that ends in text. */
const texts = good.split('\n').flatMap((line, at) => {
  const [, key = ''] = /^\s*([^\s:]+): [a-z'#]/.exec(line) ?? [];
  return key === '' || /: (true|false)$/.test(line) ? [] : [{ key, line, number: at + 1 }];
});

describe('a settings file', () => {
  test.each([
    ['a Slack webhook', `https://hooks.slack.com/services/T00000000/B00000000/abcdefghijklmnop`],
    ['a PagerDuty integration key', '0123456789abcdef'.repeat(2)],
    ['a password in an address', 'https://admin:hunter2@grafana.fraiseql.com'],
    ['a token in an address', 'https://grafana.fraiseql.com/?token=abc'],
    [
      'an address with a key in its path',
      'https://heartbeats.fraiseql.com/8f14e45f-ceea-467f-a0e6-3f1c0d3a1b2c',
    ],
    ['a Slack token', glue('https://x/xoxb', '-1-abc')],
    ['an AWS access key', glue('AKIA', 'ABCDEFGHIJKLMNOP')],
    ['an AWS secret key', glue('wJalrXUtnFEMI', '/K7MDENG/bPxRfiCYEXAMPLEKE9')],
    ['a GitHub token', glue('https://github.com/github_', `pat_${'a1'.repeat(20)}`)],
    ['a GitLab token', glue('glp', 'at-abcdefghij0123456789')],
    ['a Vault token', glue('hv', 's.abcdefghij0123456789')],
    ['a password in an address', 'postgresql://fraiseql:hunter2@fraiseql-db:5432/fraiseql'],
    ['a password in an address', 'fraiseql:hunter2@fraiseql-db'],
    ['a password in an address', 'https://hunter2@github.com/fraiseql/fraiseql-monitoring.git'],
  ])('with %s is refused, and the message does not repeat it', (what, secret) => {
    const got = messageFor(bend('https://grafana.fraiseql.com', secret));
    expect(got).toBe(
      `production.yaml:46:15: looks like ${what}. Settings are committed: put it into a Secret, and only the name of that Secret here.`,
    );
  });

  test('with a secret in a comment is refused too', () => {
    expect(messageFor(bend('profile: tuned', glue('profile: tuned # was AKIA', 'ABCDEFGHIJKLMNOP')))).toMatch(
      /^production\.yaml:22:24: looks like an AWS access key\./,
    );
  });

  test.each(texts)(
    'with a secret for $key is refused, and the message does not repeat it',
    ({ line, number }) => {
      const content = bend(
        line,
        line.replace(/: .*/, glue(': https://hooks.slack', '.com/services/T0/B0/abcdef')),
      );
      expect(messageFor(content)).toMatch(
        new RegExp(`^production\\.yaml:${String(number)}:\\d+: looks like a Slack webhook\\. [^:]*: [^:]*$`),
      );
    },
  );

  test.each([
    ['routing.secret', '35:11', 'alertmanager-receivers'],
    ['database.connection.secret', '29:13', 'fraiseql-database-monitoring'],
    ['platform.longTerm.secret', '55:13', 'thanos-object-storage'],
  ])('with the secret where %s has its name is refused without repeating it', (key, at, name) => {
    expect(messageFor(bend(`secret: ${name}`, 'secret: Hunter2!'))).toBe(
      `production.yaml:${at}: '${key}' must be a Kubernetes name: lower case letters, digits and dashes, got something else.`,
    );
    expect(messageFor(bend(`secret: ${name}`, 'secret: 73577357'))).toBe(
      `production.yaml:${at}: '${key}' must be text, got something else. Put it in quotes.`,
    );
    expect(messageFor(bend(`secret: ${name}`, 'secret: !Hunter2'))).toBe(
      `production.yaml:${at}: is not valid YAML: A value that begins with '!' belongs in quotes.`,
    );
  });

  test.each([
    ['the way in that everybody has', 'https://github.com/', 'git@github.com:'],
    [
      'an image by its digest',
      'network:',
      `images:\n  thanos: quay.io/a/b:v1@sha256:${'0a'.repeat(32)}\nnetwork:`,
    ],
    ['the hash of a commit', 'gitOps:', `gitOps:\n  revision: ${'0a'.repeat(20)}`],
    ['whom to ask', 'environment:', '# Ask mailto:ops@fraiseql.com, or ops@fraiseql.com.\nenvironment:'],
  ])('with %s holds no secret', (_, from, to) => {
    expect(messageFor(bend(from, to))).toBe('nothing wrong');
  });
});
