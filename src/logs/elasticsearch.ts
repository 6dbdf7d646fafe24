import { readFileSync } from 'node:fs';
import { Client, errors } from '@elastic/elasticsearch';
import { Failure } from '../cli/errors.ts';
import { reason } from '../cli/files.ts';
import { printable } from '../cli/words.ts';
import type { LogsConfig } from './config.ts';

/** How Elasticsearch is reached. */
export interface Access {
  readonly elasticsearch: LogsConfig['elasticsearch'];
  /** File with the API key, encoded or as `id:key`. It is read for each client, so that a new one is taken. @default - none */
  readonly apiKeyFile?: string | undefined;
  /** How long an answer may take, in milliseconds. */
  readonly timeout: number;
}

/**
 * A client that asks once, and leaves it to its caller to ask again.
 *
 * @throws Failure where a file cannot be read.
 */
export function clientFor({ elasticsearch: { url, caFile }, apiKeyFile, timeout }: Access): Client {
  return new Client({
    node: url,
    maxRetries: 0,
    requestTimeout: timeout,
    enableMetaHeader: false,
    ...(apiKeyFile === undefined ? {} : { auth: { apiKey: encoded(textOf(apiKeyFile)) } }),
    ...(caFile === undefined ? {} : { tls: { ca: textOf(caFile) } }),
  });
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    throw new Failure(`${printable(path)} ${reason(error)}.`);
  }
}

/** A key as Kibana shows it for Beats is two words; as a header it is those in base64. */
const encoded = (key: string): string => (key.includes(':') ? Buffer.from(key).toString('base64') : key);

/** Why Elasticsearch did not do what it was asked. */
export interface Refusal {
  /** Whether it may do it later. */
  readonly passes: boolean;
  readonly message: string;
}

/** What an error of the client means, in words that name no host and no key. Other errors are faults of this program. */
export function explain(error: unknown): Refusal {
  if (error instanceof errors.ProductNotSupportedError) {
    return {
      passes: false,
      message: 'what answers there is not Elasticsearch, or something stands before it',
    };
  }
  if (error instanceof errors.TimeoutError) return { passes: true, message: 'it gave no answer in time' };
  if (error instanceof errors.ConnectionError) return ofConnection(error);
  if (error instanceof errors.DeserializationError) {
    return { passes: false, message: 'its answer is no JSON: something stands before it' };
  }
  if (error instanceof errors.ResponseError) return ofResponse(error);
  throw error;
}

const certificate = /certificate|self.signed|altname|issuer|CERT_|SSL|TLS|EPROTO|wrong version number/i;

function ofConnection({ message }: Error): Refusal {
  if (certificate.test(message)) {
    return {
      passes: false,
      message: 'its certificate is not one that is trusted here, or it does not speak TLS: see `caFile`',
    };
  }
  return {
    passes: true,
    message: `it cannot be reached (${/E[A-Z_]{4,}/.exec(message)?.[0] ?? 'no connection'})`,
  };
}

function ofResponse({ statusCode = 0, body }: errors.ResponseError): Refusal {
  const { type, reason: why } = causeOf(body);
  if (statusCode === 401) {
    return {
      passes: false,
      message: 'it does not know the API key (401): it is wrong, has expired, or was revoked',
    };
  }
  if (statusCode === 403) {
    const action = /action \[([^\]]+)\]/.exec(why)?.[1];
    return {
      passes: false,
      message: `the API key may not do that (403${action === undefined ? '' : `, ${action}`}): docs/logs.md says what it needs`,
    };
  }
  if (statusCode === 429 || statusCode >= 500) {
    return { passes: true, message: `it is not ready or too busy (${String(statusCode)})` };
  }
  return { passes: false, message: `it refused (${String(statusCode)}, ${type}: ${printable(why)})` };
}

function causeOf(body: unknown): { type: string; reason: string } {
  const { error } = (body ?? {}) as { error?: { type?: string; reason?: string } | string };
  if (typeof error === 'object') return { type: error.type ?? 'error', reason: error.reason ?? '' };
  return { type: 'error', reason: error ?? '' };
}
