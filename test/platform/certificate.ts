import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tool } from '../tool.ts';

/** A key, and a certificate that signs itself, for `localhost`. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
  /** File of the certificate, for those who are to trust it. */
  readonly file: string;
}

/** Makes a certificate in a folder. */
export async function certificate(folder: string): Promise<Certificate> {
  const [key, file] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost', '-days', '30'];
  const made = await tool('openssl', [
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:prime256v1',
    '-nodes',
    '-keyout',
    key,
    '-out',
    file,
    ...subject,
  ]);
  if (made.code !== 0) throw new Error(`openssl failed: ${made.output}`);
  return { key: readFileSync(key, 'utf8'), cert: readFileSync(file, 'utf8'), file };
}
