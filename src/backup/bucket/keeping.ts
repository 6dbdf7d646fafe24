import type { Keeping } from '../../s3/documents.ts';
import type { Leftovers } from '../../s3/lifecycle.ts';
import { folders } from '../keys.ts';

/**
 * 30 days, which is what the plan keeps. GOVERNANCE: somebody can still take away what must not be there, who first takes the denial out of the
 * bucket's policy and then has the right to bypass: two steps, both of which CloudTrail records. In COMPLIANCE nobody can, not even the owner of the
 * account, and a mistake of 10 TB is paid for 30 days. Where ransomware with an administrator's rights is the worry, it is this one word.
 */
export const keeping: Keeping = { mode: 'GOVERNANCE', days: 30 };

/** What the writers' roles may tag, and lifecycle rules look for: a newer backup of its kind is there. */
export const superseded = { Key: 'superseded', Value: 'true' } as const;

/** Days until something expires. */
export interface Expiry {
  /** Its folder below the prefix. */
  readonly folder: keyof typeof folders;
  /** Days from when it was written. */
  readonly days: number;
  /** Whether only what is superseded goes: the newest then stays for ever, however long no other comes. */
  readonly onlySuperseded: boolean;
}

/**
 * Nothing before its lock ends.
 *
 * - Dumps: a day more than 30, so that the 30th day is there from its beginning to its end.
 * - Copies of the server: a moment 30 days ago needs the copy before it, a day older, or three where two nights failed.
 * - Its log: 45 days are 34 for the oldest copy that is kept, and 11 more. A copy is of use beyond itself only with all the log since: where none is
 *   taken any more, the last one serves for as long. By age and not by tag: 8,640 objects a day would be as many requests.
 * - Verified dumps: the plan checks weekly, so 90 days are a dozen that are proven, from before a fault that nobody saw for two months.
 * - Results: a year of proof, and a month to write the report about it. They are small.
 */
export const expiries: readonly Expiry[] = [
  { folder: 'dumps', days: 31, onlySuperseded: true },
  { folder: 'base', days: 33, onlySuperseded: true },
  { folder: 'verified', days: 90, onlySuperseded: true },
  { folder: 'wal', days: 45, onlySuperseded: false },
  { folder: 'checks', days: 400, onlySuperseded: false },
];

/** A week to see that something was written over or expired, and to get it back. An upload takes an hour at the most. */
export const hidden: Leftovers = { noncurrent: 7, uploads: 1 };
