import { describe, expect, test } from 'vitest';
import { checkBackup } from '../../src/backup/bucket/agreement.ts';
import { terms, type Terms } from '../../src/backup/bucket/documents.ts';
import { backupFiles } from '../../src/backup/bucket/files.ts';
import type { Settings } from '../../src/settings/schema.ts';
import { makeEnvironment } from '../../src/stack.ts';
import { archive, logs, production } from '../good.ts';
import { parseAllDocuments } from 'yaml';
import { textOf, withBackup, written } from './bucket.ts';

const folder = 'production/backup/';
const namesOf = (settings: Settings) => backupFiles(settings).map(([path]) => path.slice(folder.length));
const page = textOf('README.md');

/** On RDS, with its own recovery to any moment. */
const onRds = withBackup({
  database: {
    ...{ kind: 'rds', instance: 'fraiseql-production', allocatedStorageGiB: 200, pointInTime: 'rds' },
    ...{ poolSize: 100, recoveryPointObjective: '5m' },
    connection: { host: 'db.example.com', port: 5432, database: 'fraiseql', secret: 's', tls: 'require' },
  },
});
const onCnpg = withBackup({
  'database.pointInTime': 'cnpg',
  'database.connection.host': 'fraiseql-db-rw.fraiseql.svc',
});

describe('the page', () => {
  test('has a command for each document of the bucket, and tells of those of roles and of the key', () => {
    const names = namesOf(withBackup()).filter((name) => name.endsWith('.json'));
    expect(names.filter((name) => !page.includes(`file://${name}`))).toEqual([
      'writer-policy.json',
      'checker-policy.json',
      'reader-policy.json',
      'key-policy.json',
    ]);
    expect(names.filter((name) => !page.includes(name))).toEqual([]);
  });

  test('has versions before the lock, and everything before somebody may write', () => {
    expect(page.match(/^aws s3api \S+/gm)?.slice(0, 8)).toEqual([
      'aws s3api create-bucket',
      'aws s3api put-public-access-block',
      'aws s3api put-bucket-ownership-controls',
      'aws s3api put-bucket-versioning',
      'aws s3api put-bucket-encryption',
      'aws s3api put-object-lock-configuration',
      'aws s3api put-bucket-lifecycle-configuration',
      'aws s3api put-bucket-policy',
    ]);
  });

  test('names the service account of each writer, and none that is not made', () => {
    const accounts = (text: string) => text.match(/system:serviceaccount:fraiseql:[a-z*-]+/g);
    expect(accounts(page)).toHaveLength(5);
    const without = withBackup({ 'database.pointInTime': 'none', 'database.recoveryPointObjective': '6h' });
    expect(accounts(textOf('README.md', without))).toEqual([
      'system:serviceaccount:fraiseql:fraiseql-backup',
      'system:serviceaccount:fraiseql:fraiseql-restore-check',
      'system:serviceaccount:fraiseql:fraiseql-restore-*',
    ]);
  });
});

test('the key is lost by nobody in one step, and used by the roles through S3 alone', () => {
  expect(written('key-policy')).toMatchObject({
    Statement: [
      {
        Effect: 'Deny',
        Principal: '*',
        Action: ['kms:ScheduleKeyDeletion', 'kms:DisableKey', 'kms:DeleteImportedKeyMaterial'],
      },
      { Effect: 'Allow', Condition: { StringEquals: { 'kms:ViaService': 's3.eu-central-1.amazonaws.com' } } },
    ],
  });
});

test('other clouds of AWS have other names', () => {
  const region = 'cn-north-1';
  const kmsKey = 'arn:aws-cn:kms:cn-north-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab';
  const chinese = withBackup({ 'backup.repository.region': region, 'backup.repository.kmsKey': kmsKey });
  expect(textOf('bucket-policy.json', chinese)).toContain('arn:aws-cn:s3:::fraiseql-backup-production/');
  expect(textOf('key-policy.json', chinese)).toContain('s3.cn-north-1.amazonaws.com.cn');
});

test('without backups there are no documents', () => {
  expect(backupFiles(production)).toEqual([]);
});

describe('with CloudNativePG', () => {
  test('there are its objects, which encrypt by the key of the bucket and archive in time', () => {
    const [store, scheduled] = parseAllDocuments(textOf('cnpg.yaml', onCnpg)).map(
      (one) => one.toJS() as unknown,
    );
    expect(store).toMatchObject({
      apiVersion: 'barmancloud.cnpg.io/v1',
      spec: {
        retentionPolicy: '30d',
        configuration: { destinationPath: 's3://fraiseql-backup-production/production/cnpg/' },
      },
    });
    // Barman sends no key along, and S3 would take another than the bucket's.
    expect(JSON.stringify(store)).not.toContain('encryption');
    expect(scheduled).toMatchObject({ spec: { cluster: { name: 'fraiseql-db' }, schedule: '0 15 2 * * *' } });
    const [cluster] = parseAllDocuments(textOf('cnpg-cluster.yaml', onCnpg)).map(
      (one) => one.toJS() as unknown,
    );
    expect(cluster).toMatchObject({
      spec: { postgresql: { parameters: { archive_timeout: '60s', checkpoint_timeout: '60s' } } },
    });
  });

  test('its role has a policy, and nobody else has those files', () => {
    const more = ['cnpg-policy.json', 'cnpg.yaml', 'cnpg-cluster.yaml'];
    expect(namesOf(onCnpg)).toEqual(expect.arrayContaining(more));
    expect(namesOf(withBackup()).filter((name) => more.includes(name))).toEqual([]);
  });
});

test('on RDS there are its commands, and the exporter may look at the instance', () => {
  expect(textOf('rds.md', onRds)).toContain('--backup-retention-period 30 --deletion-protection');
  expect(written('reader-policy', onRds)).toMatchObject({
    Statement: expect.arrayContaining([
      {
        ...{ Sid: 'LookAtTheInstance', Effect: 'Allow', Action: 'rds:DescribeDBInstances' },
        Resource: 'arn:aws:rds:eu-central-1:123456789012:db:fraiseql-production',
      },
    ]) as unknown,
  });
});

describe('agreement', () => {
  const messages = (bent: Partial<Terms> = {}, settings = withBackup()) =>
    checkBackup(settings, { ...terms, ...bent }).map(({ message }) => message);
  const bend = (folder: string, days: number) => ({
    expiries: terms.expiries.map((one) => (one.folder === folder ? { ...one, days } : one)),
  });

  test('the numbers agree, and without backups there is nothing to say', () => {
    expect(messages()).toEqual([]);
    expect(messages(bend('dumps', 1), production)).toEqual([]);
  });

  test('nothing expires before its lock ends', () => {
    expect(messages(bend('dumps', 29))).toEqual([
      'dumps/ is locked for 30 days and expires after 29 days: a lock wins, and what is hidden by then is still paid for. Set its days in `expiries` to 30 or more.',
    ]);
  });

  test('the log outlives the copies', () => {
    expect(messages(bend('wal', 34))).toEqual([]);
    expect(messages(bend('wal', 33))).toEqual([
      'the log in wal/ expires after 33 days, and copies in base/ after 33 days: the oldest copies could not be rolled forward. Keep the log for 34 days or more.',
    ]);
  });

  test('the key is where the bucket is', () => {
    expect(messages({}, withBackup({ 'backup.repository.region': 'us-east-1' }))).toEqual([
      'the key of `backup.repository.kmsKey` is in eu-central-1, the bucket in us-east-1: S3 takes keys of its own region only.',
    ]);
  });

  test('the bucket is not that of the logs', () => {
    const bucket = archive.bucket;
    const settings = withBackup({
      'backup.repository.bucket': bucket,
      logs: { ...logs, archive },
    });
    expect(messages({}, settings)).toEqual([
      "'fraiseql-logs-production' is the bucket of `logs.archive.bucket` too: everything in it is locked, and its policy is that of backups. Give it one of its own.",
    ]);
  });

  test('what writes dumps does not write their proofs', () => {
    const role = 'arn:aws:iam::123456789012:role/one';
    const settings = withBackup({ 'backup.writerRoleArn': role, 'backup.checkerRoleArn': role });
    expect(messages({}, settings)).toHaveLength(1);
  });
});

test('synth writes them, and says what does not agree', () => {
  const good = makeEnvironment(withBackup());
  expect(backupFiles(withBackup()).filter(([path, text]) => good.files.get(path) !== text)).toEqual([]);
  const bad = makeEnvironment(withBackup({ 'backup.repository.region': 'us-east-1' }));
  expect(bad.problems.map(({ check, where }) => [check, where])).toContainEqual([
    'backup-agrees',
    'production/backup',
  ]);
});

describe('schedules', () => {
  const said = (changes: Readonly<Record<string, string>>) =>
    checkBackup(
      withBackup(Object.fromEntries(Object.entries(changes).map(([key, value]) => [`backup.${key}`, value]))),
    ).map(({ message }) => message);

  test.each([
    '0 0,6,12,18 * * *',
    '15 */6 * * *',
    '0 * * * *',
    '*/30 * * * *',
    '5 1/6 * * *',
    '0 0-20/5 * * *',
  ])("'%s' leaves no more than six hours without a dump", (schedule) => {
    expect(
      said({ schedule, restoreCheckSchedule: '30 23 * * 1' }).filter((one) => one.includes('BackupStale')),
    ).toEqual([]);
  });

  test.each([
    ['0 3 * * *', '24 hours'],
    ['0 0,12 * * *', '12 hours'],
    ['0 0,6,12 * * *', '12 hours'],
    ['0 0-12/6 * * *', '12 hours'],
    ['0 */6 * * 1', 'days'],
  ])("'%s' leaves %s without one", (schedule, gap) => {
    expect(said({ schedule, restoreCheckSchedule: '30 23 * * 1' })).toEqual([
      `\`backup.schedule\` '${schedule}' leaves ${gap} without a dump, and BackupStale pages after 6 h 30 min. Take one every six hours or more often, such as '0 0,6,12,18 * * *'.`,
    ]);
  });

  test('a check is not in the hour of a dump', () => {
    expect(said({ restoreCheckSchedule: '30 6 * * 1' })).toEqual([
      "`backup.restoreCheckSchedule` '30 6 * * 1' is in an hour in which a dump is taken (6): it would check the dump before. Take another hour.",
    ]);
  });

  test('who only reads has a role of its own', () => {
    expect(said({ readerRoleArn: 'arn:aws:iam::123456789012:role/fraiseql-backup-writer' })).toEqual([
      '`backup.writerRoleArn` and `backup.readerRoleArn` are one role: the exporter and a recovery only read. Give them a role of their own.',
    ]);
  });
});
