import { describe, expect, test } from 'vitest';
import { bend, messageFor } from './message.ts';

/** Puts a made-up secret together, so that none stands here for a scanner to find. */
const glue = (...parts: readonly string[]): string => parts.join('');

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
  ])('with %s is refused, and the message does not repeat it', (what, secret) => {
    const got = messageFor(bend('https://grafana.fraiseql.com', secret));
    expect(got).toBe(
      `production.yaml:32:15: looks like ${what}. Settings are committed: put it into the Secret that routing.secret names.`,
    );
  });

  test('with a secret in a comment is refused too', () => {
    expect(messageFor(bend('profile: tuned', glue('profile: tuned # was AKIA', 'ABCDEFGHIJKLMNOP')))).toMatch(
      /^production\.yaml:12:24: looks like an AWS access key\./,
    );
  });

  test('with the secret where its name belongs is refused without repeating it', () => {
    expect(messageFor(bend('secret: alertmanager-receivers', 'secret: Hunter2!'))).toBe(
      "production.yaml:21:11: 'routing.secret' must be a Kubernetes name: lower case letters, digits and dashes, got something else.",
    );
  });
});
