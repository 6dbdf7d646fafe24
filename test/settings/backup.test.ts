import { describe, expect, test } from 'vitest';
import { readFileSync } from 'node:fs';
import { parse, stringify } from 'yaml';
import { bend, good, messageFor } from './message.ts';

const backup = {
  image: 'registry.example.com/fraiseql-monitoring:0.1.0',
  postgresMajor: 17,
  repository: {
    bucket: 'fraiseql-backup',
    region: 'eu-central-1',
    kmsKey: 'arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab',
  },
};

/** What is said of the good file with backups, bent. The last lines are those of the backups. */
const messageOfBackup = (bent: object): string =>
  messageFor(`${good}${stringify({ backup: { ...backup, ...bent } })}`).replace(/^\S+:\d+:\d+: /, '');

describe('a recovery point of five minutes', () => {
  test('is not what dumps alone give', () => {
    expect(messageFor(bend('pointInTime: receiver', 'pointInTime: none'))).toBe(
      "production.yaml:32:16: 'database.pointInTime' must be a way to any moment where at most 5 minutes may be lost: a dump every six hours loses six hours. Or say so: `database.recoveryPointObjective: 6h`, got 'none'.",
    );
  });

  test('may be given up by saying so', () => {
    const saidSo = 'pointInTime: none\n  recoveryPointObjective: 6h';
    expect(messageFor(bend('pointInTime: receiver', saidSo))).toBe('nothing wrong');
  });

  test('is five minutes where nothing is said', () => {
    const { database } = parse(readFileSync('test/good/production.yaml', 'utf8')) as { database: object };
    expect(database).not.toHaveProperty('recoveryPointObjective');
  });
});

describe('backups', () => {
  test('need few settings', () => {
    expect(messageOfBackup({})).toBe('nothing wrong');
  });

  test.each([
    [
      'an alias for a key',
      { repository: { ...backup.repository, kmsKey: 'alias/backup' } },
      'must be the ARN of a key',
    ],
    [
      'a folder that ends in a slash',
      { repository: { ...backup.repository, prefix: 'a/' } },
      'a path such as production',
    ],
    [
      'a version that the tools do not know',
      { postgresMajor: 13 },
      "'backup.postgresMajor' must be 14 or more, got '13'.",
    ],
    ['a share that is none', { leastShareOfPrevious: 2 }, "must be 1 or less, got '2'."],
    ['a time that is none', { schedule: '0 25 * * *' }, 'five fields of cron'],
    ['a user for a role', { writerRoleArn: 'arn:aws:iam::123456789012:user/me' }, 'the ARN of a role'],
    ['one Secret for two logins', { replicationSecret: 'fraiseql-backup-database' }, 'a Secret of its own'],
    ['the Secret of the exporter', { secret: 'fraiseql-database-monitoring' }, 'a Secret of its own'],
    ['a misspelt key', { scratchGib: 5 }, "Did you mean 'scratchGiB'?"],
  ])('refuse %s', (_, bent, words) => {
    expect(messageOfBackup(bent)).toContain(words);
  });

  test('need the authorities where the certificate of the server is checked', () => {
    const verified = bend(
      '    secret: fraiseql-database-monitoring',
      '    secret: fraiseql-database-monitoring\n    tls: verify-full',
    );
    const text = (ca: boolean) => `${verified}${stringify({ backup: { ...backup, ca } })}`;
    expect(messageFor(text(true))).toBe('nothing wrong');
    expect(messageFor(text(false))).toContain(
      "'backup.ca' must be true where `database.connection.tls` is verify-full",
    );
  });
});
