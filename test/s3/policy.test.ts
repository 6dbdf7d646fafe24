import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutBucketPolicyCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, test } from 'vitest';
import { Bucket, caller, clientOf, refusal, withS3 } from './good.ts';
import { decide, type Statement } from './policy.ts';

const asks = (statement: Partial<Statement>, context = {}) =>
  decide(
    [{ Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: '*', Resource: '*', ...statement }] }],
    {
      action: 's3:PutObject',
      resource: 'arn:aws:s3:::b/logs/a',
      context,
    },
  );

describe('a denial speaks', () => {
  test.each<[string, Partial<Statement>, object, boolean]>([
    ['of all actions', {}, {}, true],
    ['of some', { Action: ['s3:Get*', 's3:Put*'] }, {}, true],
    ['of others', { Action: 's3:Get*' }, {}, false],
    ['of a folder', { Resource: 'arn:aws:s3:::b/logs/*' }, {}, true],
    ['of another folder', { Resource: 'arn:aws:s3:::b/log/*' }, {}, false],
    ['where a value is the same', { Condition: { StringEquals: { k: 'v' } } }, { k: 'v' }, true],
    ['where it is missing, and must be the same', { Condition: { StringEquals: { k: 'v' } } }, {}, false],
    [
      'where it is missing, and must not be the same',
      { Condition: { StringNotEquals: { k: 'v' } } },
      {},
      true,
    ],
    ['where it is missing, and may be', { Condition: { StringEqualsIfExists: { k: 'v' } } }, {}, true],
    [
      'where both hold',
      { Condition: { Null: { k: 'false' }, StringNotEquals: { k: 'v' } } },
      { k: 'w' },
      true,
    ],
    [
      'where one of two holds',
      { Condition: { Null: { k: 'false' }, StringNotEquals: { k: 'v' } } },
      {},
      false,
    ],
  ])('%s', (_, statement, context, speaks) => {
    expect(asks(statement, context)).toBe(speaks ? 'denied' : 'not allowed');
  });
});

test('a caller may do what its policies allow, in their folder', () => {
  const Statement = [
    { Effect: 'Allow', Action: 's3:PutObject', Resource: `arn:aws:s3:::${Bucket}/logs/*` },
    {
      Effect: 'Allow',
      Action: 's3:ListBucket',
      Resource: `arn:aws:s3:::${Bucket}`,
      Condition: { StringLike: { 's3:prefix': 'logs/*' } },
    },
  ];
  const writer = caller('WRITER', { Version: '2012-10-17', Statement });
  return withS3(
    async (s3) => {
      const client = clientOf(s3, writer);
      const put = (Key: string) => refusal(client.send(new PutObjectCommand({ Bucket, Key, Body: 'x' })));
      const list = (Prefix: string) => refusal(client.send(new ListObjectsV2Command({ Bucket, Prefix })));
      expect(await put('logs/a')).toBe('nothing was refused');
      expect(await put('other/a')).toBe('403 AccessDenied');
      expect(await list('logs/2026')).toBe('nothing was refused');
      expect(await list('')).toBe('403 AccessDenied');
      expect(await refusal(client.send(new GetObjectCommand({ Bucket, Key: 'logs/a' })))).toBe(
        '403 AccessDenied',
      );
      expect(await refusal(client.send(new DeleteObjectCommand({ Bucket, Key: 'logs/a' })))).toBe(
        '403 AccessDenied',
      );
    },
    { callers: [writer] },
  );
});

test("a bucket's policy denies its owner too", () =>
  withS3(async (s3, client) => {
    const deny = {
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      Resource: [`arn:aws:s3:::${Bucket}/*`],
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    };
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [deny] });
    await client.send(new PutBucketPolicyCommand({ Bucket, Policy }));
    const put = () => refusal(client.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'x' })));
    expect(await put()).toBe('nothing was refused');
    s3.world.secure = false;
    expect(await put()).toBe('403 AccessDenied');
  }));

test.each([
  ['no JSON', '{'],
  [
    'another bucket',
    JSON.stringify({ Statement: [{ Effect: 'Deny', Action: '*', Resource: 'arn:aws:s3:::other/*' }] }),
  ],
  [
    'a condition that nobody knows',
    JSON.stringify({
      Statement: [
        {
          Effect: 'Deny',
          Action: '*',
          Resource: `arn:aws:s3:::${Bucket}`,
          Condition: { Sometimes: { a: 'b' } },
        },
      ],
    }),
  ],
])('refuses a policy with %s', (_, Policy) =>
  withS3(async (_s3, client) => {
    expect(await refusal(client.send(new PutBucketPolicyCommand({ Bucket, Policy })))).toMatch(
      /^400 (MalformedPolicy|InvalidArgument)$/,
    );
  }),
);
