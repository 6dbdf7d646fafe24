import type { Kind } from './kinds.ts';

/** What an error's code, name or message must look like to be of a kind. The first row that fits holds. */
export type Codes = readonly (readonly [RegExp, Kind])[];

/** A failure whose kind the check knows itself. */
export class Unhealthy extends Error {
  override readonly name = 'Unhealthy';

  constructor(readonly kind: Kind) {
    super(kind);
  }
}

/** Codes of the system, of Node and of OpenSSL, whichever driver they pass through. */
const network: Codes = [
  [/^ECONNREFUSED$/, 'refused'],
  [/^E(HOST|NET)(UNREACH|DOWN)$|^EADDRNOTAVAIL$|^EACCES$/, 'unreachable'],
  [/^(ENOTFOUND|EAI_[A-Z]+)$/, 'dns'],
  [/^ETIMEDOUT$|^TimeoutError$/, 'timeout'],
  [/^(ERR_TLS|ERR_SSL|ERR_OSSL|CERT_|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED|HOSTNAME_MISMATCH|INVALID_CA)/, 'tls'],
  [/^EPROTO$/, 'tls'],
  [/^(ECONNRESET|ECONNABORTED|EPIPE)$|^socket hang up$/, 'closed'],
  [/^HPE_/, 'wrong-answer'],
];

/** The kind of a failure, by the codes of a driver, and those that all have. */
export function kindOf(error: unknown, driver: Codes): Kind {
  if (error instanceof Unhealthy) return error.kind;
  const said = saidBy(error);
  const row = [...driver, ...network].find(([pattern]) => said.some((one) => pattern.test(one)));
  return row?.[1] ?? 'unknown';
}

/** Code of an error for our own log, where only we read it: a word that a driver chose, or nothing. */
export function codeOf(error: unknown): string | undefined {
  return saidBy(error).find((one) => /^[A-Za-z0-9_]{1,40}$/.test(one) && one !== 'Error');
}

/** What a driver says of an error: its code first, which is exact. The message is compared, and never passed on. */
function saidBy(error: unknown): string[] {
  if (!(error instanceof Error)) return [];
  const { code, name, message } = error as NodeJS.ErrnoException;
  return [code, name, message].filter((one) => typeof one === 'string');
}
