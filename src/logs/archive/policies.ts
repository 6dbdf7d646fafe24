import { bucketArn } from '../../s3/bucket.ts';
import { allow, decrypt, denials, encrypt, list, onlyWrites, policy } from '../../s3/policy.ts';
import { objectsArn, type Archive } from './archive.ts';

/** Denials for everybody, the owner included: what is allowed, the policies of roles say. */
export const bucketPolicy = (archive: Archive): object =>
  policy(
    ...denials(archive),
    ...onlyWrites('OnlyTheCollectorWrites', `${bucketArn(archive)}/*`, archive.roleArn),
  );

/** What the collector may do: put objects into its folder, encrypted. It can neither read, list nor delete. */
export const writerPolicy = (archive: Archive): object =>
  policy(
    allow('Write', { Action: 's3:PutObject', Resource: objectsArn(archive) }),
    // Objects above 5 MiB come in parts.
    encrypt(archive),
  );

/** What whoever looks into the archive may do: find objects, have them brought back, read them. */
export const readerPolicy = (archive: Archive): object =>
  policy(
    list(archive, `${archive.prefix}/*`),
    allow('Read', {
      Action: ['s3:GetObject', 's3:GetObjectVersion', 's3:GetObjectRetention', 's3:RestoreObject'],
      Resource: objectsArn(archive),
    }),
    decrypt(archive),
  );
