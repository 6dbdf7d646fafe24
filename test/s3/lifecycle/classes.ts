/** What a class of storage asks of its objects, by its name. They stand in the order in which objects may move. */
export const classes: Readonly<Record<string, StorageClass>> = {
  STANDARD: { leastDays: 0, archived: false },
  STANDARD_IA: { leastDays: 30, leastAge: 30, archived: false },
  INTELLIGENT_TIERING: { leastDays: 0, archived: false },
  ONEZONE_IA: { leastDays: 30, leastAge: 30, archived: false },
  GLACIER_IR: { leastDays: 90, archived: false },
  GLACIER: { leastDays: 90, archived: true, hours: { Expedited: 1 / 12, Standard: 5, Bulk: 12 } },
  DEEP_ARCHIVE: { leastDays: 180, archived: true, hours: { Standard: 12, Bulk: 48 } },
};

export interface StorageClass {
  /** Days that are paid for, however early an object goes. */
  readonly leastDays: number;
  /** Days that an object must be old before a rule may move it here. @default 1 */
  readonly leastAge?: number;
  /** Whether an object must be restored before it can be read. */
  readonly archived: boolean;
  /** Hours that a restore takes at most, by tier. @default - it needs none */
  readonly hours?: Readonly<Record<string, number>>;
}

/** Classes that objects below 128 KB were always kept out of, whatever the bucket says. */
export const neverSmall = ['STANDARD_IA', 'ONEZONE_IA', 'INTELLIGENT_TIERING', 'GLACIER_IR'];
