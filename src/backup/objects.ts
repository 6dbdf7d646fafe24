import type { Readable } from 'node:stream';
import {
  GetObjectCommand,
  HeadObjectCommand,
  paginateListObjectsV2,
  S3Client,
  S3ServiceException,
  type S3ClientConfig,
} from '@aws-sdk/client-s3';
import type { BackupConfig } from './config.ts';
import { refusalOf } from './refusal.ts';

/** An object as a list has it. */
export interface Listed {
  /** Its whole key, with the repository's prefix. */
  readonly key: string;
  readonly bytes: number;
  /** When S3 took it, in milliseconds. */
  readonly storedAt: number;
}

/** What HEAD tells of an object. */
export interface Head extends Omit<Listed, 'key'> {
  readonly algorithm: string | undefined;
  readonly kmsKey: string | undefined;
  readonly metadata: Readonly<Record<string, string>>;
}

/** Objects of a repository. Whatever S3 refuses is told of as a Failure that names the bucket. */
export interface Objects {
  readonly prefix: string;
  /** All objects below a folder of the prefix, sorted by name. @param after a name there to begin after */
  readonly list: (folder: string, after?: string) => Promise<Listed[]>;
  /** The content of an object, as it comes. @param from the first byte of it. @default 0 */
  readonly get: (key: string, from?: number) => Promise<Readable>;
  readonly text: (key: string) => Promise<string>;
  readonly head: (key: string) => Promise<Head | undefined>;
  readonly close: () => void;
}

/** Objects of a repository, by a client that gives up: a hanging S3 must not hang who asks it. */
export function openObjects(repository: BackupConfig['repository'], more: S3ClientConfig): Objects {
  const client = clientFor(repository, more);
  const { bucket: Bucket, prefix } = repository;
  const asking = async <T>(doing: string, ask: () => Promise<T>): Promise<T> => {
    try {
      return await ask();
    } catch (error) {
      throw refusalOf(error, { repository, doing });
    }
  };
  const get = async (Key: string, from = 0) => {
    const range = from === 0 ? {} : { Range: `bytes=${String(from)}-` };
    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key, ...range }));
    if (Body === undefined) throw new Error(`S3 answered without a body for ${Key}`);
    return Body;
  };
  return {
    prefix,
    list: (folder, after) =>
      asking(`list ${prefix}/${folder}`, () => list(client, Bucket, { prefix, folder, after })),
    get: (key, from) => asking(`read ${key}`, async () => (await get(key, from)) as Readable),
    text: (key) => asking(`read ${key}`, async () => (await get(key)).transformToString()),
    head: (key) => asking(`look at ${key}`, () => head(client, Bucket, key)),
    close: () => {
      client.destroy();
    },
  };
}

const clientFor = ({ region, endpoint }: BackupConfig['repository'], more: S3ClientConfig): S3Client =>
  new S3Client({
    region,
    maxAttempts: 4,
    requestHandler: { connectionTimeout: 5000, requestTimeout: 30_000, throwOnRequestTimeout: true },
    ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
    ...more,
  });

interface Place {
  readonly prefix: string;
  readonly folder: string;
  readonly after: string | undefined;
}

async function list(client: S3Client, Bucket: string, { prefix, folder, after }: Place): Promise<Listed[]> {
  const found: Listed[] = [];
  const Prefix = `${prefix}/${folder}`;
  const from = after === undefined ? {} : { StartAfter: `${Prefix}${after}` };
  for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket, Prefix, ...from })) {
    found.push(
      ...Contents.map(({ Key = '', Size = 0, LastModified }) => ({
        key: Key,
        bytes: Size,
        storedAt: LastModified?.getTime() ?? 0,
      })),
    );
  }
  return found;
}

async function head(client: S3Client, Bucket: string, Key: string): Promise<Head | undefined> {
  try {
    const answer = await client.send(new HeadObjectCommand({ Bucket, Key }));
    return {
      bytes: answer.ContentLength ?? 0,
      storedAt: answer.LastModified?.getTime() ?? 0,
      algorithm: answer.ServerSideEncryption,
      kmsKey: answer.SSEKMSKeyId,
      metadata: answer.Metadata ?? {},
    };
  } catch (error) {
    if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404) return undefined;
    throw error;
  }
}
