import { expect, test } from 'vitest';
import { checkArchive } from '../../../src/logs/archive/agreement.ts';
import { terms, type Terms } from '../../../src/logs/archive/documents.ts';
import { backup, production, withSettings } from '../../good.ts';
import { archive, withArchive } from './good.ts';

const messages = (bent: Partial<Terms> = {}, settings = withArchive()) =>
  checkArchive(settings, { ...terms, ...bent }).map(({ message }) => message);

test('the numbers agree', () => {
  expect(messages()).toEqual([]);
});

test('without an archive there is nothing to say', () => {
  const without = withSettings(production, { logs: undefined });
  expect(messages({ keeping: { mode: 'COMPLIANCE', days: 9999 } }, without)).toEqual([]);
});

test('a lock must not outlive its object', () => {
  expect(messages({ keeping: { mode: 'GOVERNANCE', days: 3000 } })).toEqual([
    'objects are locked for 3000 days and expire after 2557 days: a lock wins, and what is hidden by then is still paid for. Set `ages.expires` to 3000 or more.',
  ]);
});

test('objects move one way', () => {
  const stages = [
    { to: 'DEEP_ARCHIVE', after: 90 },
    { to: 'GLACIER', after: 365 },
  ] as const;
  expect(messages({ stages })).toEqual([
    'GLACIER comes after DEEP_ARCHIVE, and S3 moves objects only towards GLACIER_IR, GLACIER, DEEP_ARCHIVE, in this order.',
  ]);
});

test.each([
  [
    [
      { to: 'GLACIER', after: 90 },
      { to: 'DEEP_ARCHIVE', after: 150 },
    ],
    'what goes to GLACIER after 90 days goes to DEEP_ARCHIVE after 150 days: 60 days later, and 90 are paid for. Leave GLACIER out, or 90 days between.',
  ],
  [
    [{ to: 'DEEP_ARCHIVE', after: 2400 }],
    'what goes to DEEP_ARCHIVE after 2400 days expires after 2557 days: 157 days later, and 180 are paid for. Leave DEEP_ARCHIVE out, or 180 days between.',
  ],
] as const)('a class is used as long as it is paid for: %o', (stages, message) => {
  expect(messages({ stages })).toEqual([message]);
});

test('the bucket is no other bucket of the settings', () => {
  const repository = { ...backup.repository, bucket: archive.bucket };
  const settings = { ...withArchive(), backup: { ...backup, repository } };
  expect(messages({}, settings)).toEqual([
    "'fraiseql-logs-production' is the bucket of `backup.repository.bucket` too: what lies in an archive is locked and goes to Glacier. Give it one of its own.",
  ]);
});

test('the key is where the bucket is', () => {
  expect(messages({}, withArchive({ region: 'us-east-1' }))).toEqual([
    'the key of `logs.archive.kmsKey` is in eu-central-1, the bucket in us-east-1: S3 takes keys of its own region only.',
  ]);
});
