import type { Keeping } from '../../s3/documents.ts';
import type { Leftovers } from '../../s3/lifecycle.ts';

/** Where objects go as they age. */
export interface Stage {
  readonly to: 'GLACIER_IR' | 'GLACIER' | 'DEEP_ARCHIVE';
  /** Days from when an object is written. */
  readonly after: number;
}

/** Days until an object is gone, and what goes with it. The collector needs minutes for an upload. */
export interface Ages extends Leftovers {
  readonly expires: number;
}

/**
 * 7 years with two leap days in them. GOVERNANCE: in COMPLIANCE not even the owner of the account can take away a line that must not be there, a
 * secret or a person's data, for 7 years. Here somebody can who first takes the denial out of the bucket's policy and then has the right to bypass:
 * two steps, both of which CloudTrail records. Where a regulator asks for more, it is this one word.
 */
export const keeping: Keeping = { mode: 'GOVERNANCE', days: 2557 };

/**
 * 90 days as they are, since Elasticsearch has those too, and needs them at once where it has lost them. Then Glacier Flexible Retrieval, 5 hours, for
 * the year in which incidents are still looked into; then Deep Archive, 12 hours, at a quarter of the price. Each class is paid for 90 and 180
 * days at the least: no object leaves one earlier.
 */
export const stages: readonly Stage[] = [
  { to: 'GLACIER', after: 90 },
  { to: 'DEEP_ARCHIVE', after: 365 },
];

/** Nothing goes before its lock ends. */
export const ages: Ages = { expires: keeping.days, noncurrent: 1, uploads: 1 };

/** Days that a class is paid for, by its name. */
export const leastDays = { GLACIER_IR: 90, GLACIER: 90, DEEP_ARCHIVE: 180 } as const satisfies Record<
  Stage['to'],
  number
>;
