import {
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  RestoreObjectCommand,
  type StorageClass,
  type Tier,
} from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { Bucket, refusal, withS3 } from './good.ts';

const Key = 'a';

test.each<[StorageClass, Tier, number]>([
  ['GLACIER', 'Expedited', 1 / 12],
  ['GLACIER', 'Standard', 5],
  ['GLACIER', 'Bulk', 12],
  ['DEEP_ARCHIVE', 'Standard', 12],
  ['DEEP_ARCHIVE', 'Bulk', 48],
])(
  'what lies in %s can be read %s after %d hours, for the days that were asked for',
  (StorageClass, Tier, hours) =>
    withS3(async (s3, client) => {
      await client.send(new PutObjectCommand({ Bucket, Key, Body: 'cold', StorageClass }));
      const get = async () =>
        (await client.send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToString();
      const restore = () =>
        client.send(
          new RestoreObjectCommand({
            Bucket,
            Key,
            RestoreRequest: { Days: 2, GlacierJobParameters: { Tier } },
          }),
        );
      const told = async () => (await client.send(new HeadObjectCommand({ Bucket, Key }))).Restore;
      expect(await refusal(get())).toBe('403 InvalidObjectState');
      expect((await restore()).$metadata.httpStatusCode).toBe(202);
      expect(await told()).toBe('ongoing-request="true"');
      expect(await refusal(restore())).toBe('409 RestoreAlreadyInProgress');
      s3.advance((hours * 0.99) / 24);
      expect(await refusal(get())).toBe('403 InvalidObjectState');
      s3.advance((hours * 0.02) / 24);
      expect(await get()).toBe('cold');
      expect(await told()).toMatch(/^ongoing-request="false", expiry-date=/);
      s3.advance(2);
      expect(await refusal(get())).toBe('403 InvalidObjectState');
    }),
);

test.each<[StorageClass, Tier, string]>([
  ['DEEP_ARCHIVE', 'Expedited', '400 InvalidRequest'],
  ['STANDARD', 'Standard', '403 InvalidObjectState'],
])('refuses to restore what lies in %s as %s', (StorageClass, Tier, error) =>
  withS3(async (_, client) => {
    await client.send(new PutObjectCommand({ Bucket, Key, Body: 'x', StorageClass }));
    const RestoreRequest = { Days: 1, GlacierJobParameters: { Tier } };
    const asked = refusal(client.send(new RestoreObjectCommand({ Bucket, Key, RestoreRequest })));
    expect(await asked).toBe(error);
  }),
);
