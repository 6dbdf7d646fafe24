import { day } from './clock.ts';
import { denied, invalidArgument, invalidRequest, malformed } from './error.ts';
import type { Version } from './state.ts';
import { numberOf, one, textOf, type Element } from './xml.ts';

const modes = ['GOVERNANCE', 'COMPLIANCE'] as const;
type Mode = (typeof modes)[number];

/** Until when a version may not be deleted, and by whom. */
export interface Retention {
  readonly mode: Mode;
  readonly until: number;
}

/** What a bucket gives to each version that says nothing of its own. */
export interface Lock {
  readonly mode?: Mode | undefined;
  /** Milliseconds. */
  readonly length?: number | undefined;
}

/** Reads an ObjectLockConfiguration. @throws S3Error where S3 would refuse it. */
export function readLock(document: Element): Lock {
  if (textOf(document, 'ObjectLockEnabled') !== 'Enabled')
    throw malformed('ObjectLockEnabled must be Enabled.');
  const rule = one(document, 'Rule');
  if (rule === undefined) return {};
  const retention = one(rule, 'DefaultRetention');
  const [days, years] = [retention && numberOf(retention, 'Days'), retention && numberOf(retention, 'Years')];
  if (retention === undefined || (days === undefined) === (years === undefined)) {
    throw malformed('DefaultRetention must have a Mode, and either Days or Years.');
  }
  const length = days ?? (years ?? 0) * 365;
  if (length < 1 || length > 36_500)
    throw invalidArgument('Default retention period must be 1 day to 100 years.');
  return { mode: modeOf(textOf(retention, 'Mode')), length: length * day };
}

/** Reads the retention of one version. @throws S3Error where it ends in the past. */
export function readRetention(mode: string | undefined, until: string | undefined, now: number): Retention {
  const moment = Date.parse(until ?? '');
  if (Number.isNaN(moment))
    throw invalidArgument('The retain until date must be provided in ISO 8601 format.');
  if (moment <= now) throw invalidArgument('The retain until date must be in the future!');
  return { mode: modeOf(mode), until: moment };
}

function modeOf(mode: string | undefined): Mode {
  const known = modes.find((one) => one === mode);
  if (known === undefined) throw invalidArgument('Unknown wormMode directive.');
  return known;
}

/** What a new version is kept by: what the request says, or what the bucket does. */
export function retentionFor(
  lock: Lock | undefined,
  headers: Readonly<Record<string, string | undefined>>,
  now: number,
): Retention | undefined {
  const { 'x-amz-object-lock-mode': mode, 'x-amz-object-lock-retain-until-date': until } = headers;
  if (mode !== undefined || until !== undefined) {
    if (lock === undefined) throw invalidRequest('Bucket is missing Object Lock Configuration');
    return readRetention(mode, until, now);
  }
  return lock?.mode && lock.length ? { mode: lock.mode, until: now + lock.length } : undefined;
}

/** Whether a version is kept now, and by what. */
export function keptBy({ retention, legalHold }: Version, now: number): 'hold' | Mode | undefined {
  if (legalHold) return 'hold';
  return retention && retention.until > now ? retention.mode : undefined;
}

/** @throws S3Error where a version may not be deleted: COMPLIANCE and a hold yield to nobody. */
export function mayDelete(version: Version, now: number, mayBypass: boolean): void {
  const kept = keptBy(version, now);
  if (kept === undefined || (kept === 'GOVERNANCE' && mayBypass)) return;
  throw denied('Access Denied because object protected by object lock.');
}

/** @throws S3Error where a new retention would be a weaker one. */
export function mayRetain(version: Version, next: Retention, now: number, mayBypass: boolean): void {
  const { retention } = version;
  if (retention === undefined || retention.until <= now) return;
  const weaker =
    next.until < retention.until || (retention.mode === 'COMPLIANCE' && next.mode !== 'COMPLIANCE');
  if (weaker && !(retention.mode === 'GOVERNANCE' && mayBypass)) {
    throw denied('Access Denied because object protected by object lock.');
  }
}
