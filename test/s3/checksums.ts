import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { badDigest, invalidRequest } from './error.ts';

/** Checksums that S3 knows, as in `x-amz-checksum-crc32`. */
export const algorithms = ['crc32', 'crc32c', 'crc64nvme', 'sha1', 'sha256'] as const;
export type Algorithm = (typeof algorithms)[number];

/** The checksum of a content, in base 64. */
export const checksum = (algorithm: Algorithm, body: Buffer): string =>
  compute[algorithm](body).toString('base64');

const compute: Readonly<Record<Algorithm, (body: Buffer) => Buffer>> = {
  crc32: (body) => bytes(crc32(body)),
  crc32c: (body) => bytes(crc32c(body)),
  crc64nvme: (body) => Buffer.concat(crc64nvme(body).map(bytes)),
  sha1: (body) => createHash('sha1').update(body).digest(),
  sha256: (body) => createHash('sha256').update(body).digest(),
};

function bytes(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32BE(value >>> 0);
  return buffer;
}

/** CRC-32C (Castagnoli), reflected. */
const table32 = Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0x82f63b78 : value >>> 1;
  return value >>> 0;
});

function crc32c(body: Buffer): number {
  let value = 0xffffffff;
  for (const byte of body) value = (table32[(value ^ byte) & 0xff] ?? 0) ^ (value >>> 8);
  return ~value >>> 0;
}

/** CRC-64/NVME, reflected, in two halves: numbers beyond 2^53 would be slow. */
const table64 = Array.from({ length: 256 }, (_, byte): readonly [number, number] => {
  let [high, low] = [0, byte];
  for (let bit = 0; bit < 8; bit++) {
    const odd = low & 1;
    low = ((low >>> 1) | (high << 31)) >>> 0;
    high >>>= 1;
    if (odd) [high, low] = [high ^ 0x9a6c9329, low ^ 0xac4bc9b5];
  }
  return [high >>> 0, low >>> 0];
});

function crc64nvme(body: Buffer): [high: number, low: number] {
  let [high, low] = [0xffffffff, 0xffffffff];
  for (const byte of body) {
    const [tableHigh, tableLow] = table64[(low ^ byte) & 0xff] ?? [0, 0];
    low = (tableLow ^ ((low >>> 8) | (high << 24))) >>> 0;
    high = (tableHigh ^ (high >>> 8)) >>> 0;
  }
  return [~high >>> 0, ~low >>> 0];
}

/** What a client said about a content, by algorithm. */
export type Said = Readonly<Partial<Record<Algorithm, string>>>;

/** The checksums among headers or trailers. @throws S3Error where there are two: S3 takes one. */
export function saidIn(headers: Readonly<Record<string, string | undefined>>): Said {
  const said = algorithms.flatMap((algorithm) => {
    const value = headers[`x-amz-checksum-${algorithm}`];
    return value === undefined ? [] : [[algorithm, value] as const];
  });
  if (said.length > 1)
    throw invalidRequest(
      'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.',
    );
  return Object.fromEntries(said);
}

/** Compares a content with what was said about it. @throws S3Error where it is another one. */
export function verify(body: Buffer, said: Said, md5: string | undefined): void {
  for (const [algorithm, value] of Object.entries(said)) {
    if (checksum(algorithm as Algorithm, body) !== value) {
      throw badDigest(`The ${algorithm.toUpperCase()} you specified did not match the calculated checksum.`);
    }
  }
  if (md5 !== undefined && createHash('md5').update(body).digest('base64') !== md5) {
    throw badDigest('The Content-MD5 you specified did not match what we received.');
  }
}
