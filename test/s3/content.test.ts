import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  ChecksumAlgorithm,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, test } from 'vitest';
import { algorithms, checksum } from './checksums.ts';
import { Bucket, clientOf, encryptBy, key, owner, refusal, withS3 } from './good.ts';
import { startS3 } from './server.ts';

test('gives back what it took, with its headers', () =>
  withS3(async (_, client) => {
    const ContentType = 'text/plain';
    const Metadata = { sha: 'abc' };
    const put = await client.send(
      new PutObjectCommand({
        Bucket,
        Key: 'a/ä b+c.txt',
        Body: 'hello',
        ContentType,
        Metadata,
        ContentEncoding: 'gzip',
      }),
    );
    const got = await client.send(new GetObjectCommand({ Bucket, Key: 'a/ä b+c.txt' }));
    expect(await got.Body?.transformToString()).toBe('hello');
    expect(got).toMatchObject({ ContentType, Metadata, ContentEncoding: 'gzip', ETag: put.ETag });
    expect(put.ETag).toBe(`"${createHash('md5').update('hello').digest('hex')}"`);
  }));

test('gives a part of it', () =>
  withS3(async (_, client) => {
    await client.send(new PutObjectCommand({ Bucket, Key: 'a', Body: '0123456789' }));
    const range = async (Range: string) =>
      (await client.send(new GetObjectCommand({ Bucket, Key: 'a', Range }))).Body?.transformToString();
    expect(await range('bytes=2-4')).toBe('234');
    expect(await range('bytes=-3')).toBe('789');
    expect(await refusal(range('bytes=20-30'))).toBe('416 InvalidRange');
  }));

test('knows nothing of what is not there', () =>
  withS3(async (_, client) => {
    expect(await refusal(client.send(new GetObjectCommand({ Bucket, Key: 'a' })))).toBe('404 NoSuchKey');
    expect(await refusal(client.send(new HeadObjectCommand({ Bucket, Key: 'a' })))).toBe('404 NotFound');
    expect(await refusal(client.send(new GetObjectCommand({ Bucket: 'another', Key: 'a' })))).toBe(
      '404 NoSuchBucket',
    );
  }));

describe('a content is what its digest says, or is refused', () => {
  test.each(algorithms)('%s', (algorithm) =>
    withS3(async (_, client) => {
      const name = `Checksum${algorithm.toUpperCase()}`;
      const put = (value: string) =>
        client.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'hello', [name]: value }));
      await put(checksum(algorithm, Buffer.from('hello')));
      expect(await refusal(put(checksum(algorithm, Buffer.from('hallo'))))).toBe('400 BadDigest');
    }),
  );

  test('Content-MD5', () =>
    withS3(async (_, client) => {
      const ContentMD5 = createHash('md5').update('hallo').digest('base64');
      const asked = client.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'hello', ContentMD5 }));
      expect(await refusal(asked)).toBe('400 BadDigest');
    }));

  // The check values of each checksum, for the digits 1 to 9.
  test.each([
    ['crc32', 'y/Q5Jg=='],
    ['crc32c', '4waSgw=='],
    ['crc64nvme', 'rosUhgp5mIg='],
  ] as const)('%s of 123456789 is %s', (algorithm, value) => {
    expect(checksum(algorithm, Buffer.from('123456789'))).toBe(value);
  });

  test.each([ChecksumAlgorithm.CRC32, ChecksumAlgorithm.SHA256])(
    'the SDK itself sends a stream with %s behind it',
    (ChecksumAlgorithm) =>
      withS3(async (s3, client) => {
        const body = Readable.from([Buffer.from('hel'), Buffer.from('lo')]);
        await client.send(
          new PutObjectCommand({ Bucket, Key: 'a', Body: body, ContentLength: 5, ChecksumAlgorithm }),
        );
        const [version] = s3.objects(Bucket);
        expect(version?.body.toString()).toBe('hello');
        expect(Object.keys(version?.checksums ?? {})).toEqual([ChecksumAlgorithm.toLowerCase()]);
      }),
  );
});

describe('a chunked body', () => {
  const put = (url: string, body: string, length = '5') => signedPut(url, body, length);

  test('with a wrong checksum behind it is refused', () =>
    withS3(async ({ url }) => {
      const wrong = checksum('crc32', Buffer.from('hallo'));
      expect(await put(url, `5\r\nhello\r\n0\r\nx-amz-checksum-crc32:${wrong}\r\n\r\n`)).toContain(
        'BadDigest',
      );
    }));

  test('that ends too early is refused', () =>
    withS3(async (s3) => {
      const { url } = s3;
      expect(await put(url, '5\r\nhel')).toContain('IncompleteBody');
      expect(await put(url, '5\r\nhello\r\n0\r\n\r\n', '6')).toContain('IncompleteBody');
      expect(await put(url, '5\r\nhello\r\n0\r\n\r\n')).toContain('MalformedTrailerError');
      expect(s3.objects(Bucket)).toEqual([]);
    }));
});

/** The SDK makes no mistakes: this signs what it is given. */
async function signedPut(url: string, body: string, length: string): Promise<string> {
  const client = clientOf({ url });
  client.middlewareStack.add(
    (next) => (args) => {
      const request = args.request as { headers: Record<string, string>; body: unknown };
      request.headers['x-amz-content-sha256'] = 'STREAMING-UNSIGNED-PAYLOAD-TRAILER';
      request.headers['x-amz-trailer'] = 'x-amz-checksum-crc32';
      request.headers['x-amz-decoded-content-length'] = length;
      request.headers['content-length'] = String(Buffer.byteLength(body));
      request.body = Buffer.from(body);
      return next(args);
    },
    { step: 'build', priority: 'low' },
  );
  return refusal(client.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'x', ChecksumSHA1: undefined })));
}

describe('who comes', () => {
  test('must sign', () =>
    withS3(async ({ url }) => {
      expect((await fetch(`${url}/${Bucket}/a`)).status).toBe(403);
    }));

  test('must be known, and know the secret', () =>
    withS3(async (s3) => {
      const as = (credentials: typeof owner) =>
        refusal(clientOf(s3, credentials).send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'x' })));
      expect(await as({ ...owner, accessKeyId: 'SOMEBODY' })).toBe('403 InvalidAccessKeyId');
      expect(await as({ ...owner, secretAccessKey: 'a guess' })).toBe('403 SignatureDoesNotMatch');
    }));
});

describe('where keys are given, everything is encrypted', () => {
  test('by one of them: another is refused, and none too', () =>
    withS3(
      async (_, client) => {
        const put = (more: object) =>
          client.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'x', ...more }));
        expect(await refusal(put({}))).toBe('403 AccessDenied');
        expect(await refusal(put({ ServerSideEncryption: 'AES256' }))).toBe('403 AccessDenied');
        expect(await refusal(put({ ServerSideEncryption: 'aws:kms', SSEKMSKeyId: `${key}-2` }))).toBe(
          '403 AccessDenied',
        );
        const { SSEKMSKeyId } = await put({ ServerSideEncryption: 'aws:kms', SSEKMSKeyId: key });
        expect(SSEKMSKeyId).toBe(key);
      },
      { kmsKeys: [key] },
    ));

  test('by that of the bucket where the request says nothing', () =>
    withS3(
      async (_, client) => {
        await encryptBy(client, key);
        await client.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'x' }));
        const head = await client.send(new HeadObjectCommand({ Bucket, Key: 'a' }));
        expect(head).toMatchObject({ ServerSideEncryption: 'aws:kms', SSEKMSKeyId: key });
      },
      { kmsKeys: [key] },
    ));
});

describe('versions', () => {
  test('are kept where they are asked for, below a mark that is put by a delete', () =>
    withS3(async (s3, client) => {
      await client.send(
        new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }),
      );
      const first = await client.send(new PutObjectCommand({ Bucket, Key: 'a', Body: '1' }));
      await client.send(new PutObjectCommand({ Bucket, Key: 'a', Body: '2' }));
      const { DeleteMarker, VersionId } = await client.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
      expect(DeleteMarker).toBe(true);
      expect(await refusal(client.send(new GetObjectCommand({ Bucket, Key: 'a' })))).toBe('404 NoSuchKey');
      const old = await client.send(new GetObjectCommand({ Bucket, Key: 'a', VersionId: first.VersionId }));
      expect(await old.Body?.transformToString()).toBe('1');
      await client.send(new DeleteObjectCommand({ Bucket, Key: 'a', VersionId }));
      const now = await client.send(new GetObjectCommand({ Bucket, Key: 'a' }));
      expect(await now.Body?.transformToString()).toBe('2');
      expect(s3.versions(Bucket)).toHaveLength(2);
    }));

  test('are not kept otherwise', () =>
    withS3(async (s3, client) => {
      for (const Body of ['1', '2']) await client.send(new PutObjectCommand({ Bucket, Key: 'a', Body }));
      expect(s3.versions(Bucket).map(({ id, body }) => [id, body.toString()])).toEqual([['null', '2']]);
    }));
});

test('If-None-Match keeps the first', () =>
  withS3(async (_, client) => {
    const put = () => client.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'x', IfNoneMatch: '*' }));
    await put();
    expect(await refusal(put())).toBe('412 PreconditionFailed');
  }));

test('what it does not know it refuses', () =>
  withS3(async (s3, client) => {
    const { PutBucketCorsCommand } = await import('@aws-sdk/client-s3');
    const CORSConfiguration = { CORSRules: [{ AllowedMethods: ['GET'], AllowedOrigins: ['*'] }] };
    expect(await refusal(client.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration })))).toBe(
      '501 NotImplemented',
    );
    expect(s3.requests.at(-1)).toMatch(/\?cors=? 501$/);
  }));

test('its port is free again when it has stopped', async () => {
  const s3 = await startS3({ callers: [owner] });
  await s3.stop();
  await expect(fetch(s3.url)).rejects.toThrow();
});
