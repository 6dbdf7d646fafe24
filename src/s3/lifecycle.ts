/** What happens to objects as they age. */
export interface Lifecycle {
  readonly Rules: readonly LifecycleRule[];
}

/** One rule of it. Ages are days. */
export interface LifecycleRule {
  readonly ID: string;
  readonly Status: 'Enabled';
  readonly Filter: Filter;
  readonly Transitions?: readonly { readonly Days: number; readonly StorageClass: string }[];
  readonly Expiration?: { readonly Days?: number; readonly ExpiredObjectDeleteMarker?: boolean };
  readonly NoncurrentVersionExpiration?: { readonly NoncurrentDays: number };
  readonly AbortIncompleteMultipartUpload?: { readonly DaysAfterInitiation: number };
}

/** Which objects a rule is about. */
export type Filter =
  { readonly Prefix: string } | { readonly And: { readonly Prefix: string; readonly Tags: readonly Tag[] } };

/** A tag of an object. */
export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

/** What a rule does. */
export type RuleActions = Omit<LifecycleRule, 'ID' | 'Status' | 'Filter'>;

/** A rule that holds. */
export const rule = (ID: string, Filter: Filter, actions: RuleActions): LifecycleRule => ({
  ID,
  Status: 'Enabled',
  Filter,
  ...actions,
});

/** Days of {@link leftovers}. */
export interface Leftovers {
  /** Days that what was overwritten or marked as deleted stays: not before its own lock ends. */
  readonly noncurrent: number;
  /** Days until parts of an upload that was broken off go. */
  readonly uploads: number;
}

/** What nobody sees and everybody pays for: versions that are hidden, parts of uploads, and marks with nothing below them. */
export const leftovers = (Prefix: string, { noncurrent, uploads }: Leftovers): LifecycleRule[] => [
  rule(
    'leftovers',
    { Prefix },
    {
      NoncurrentVersionExpiration: { NoncurrentDays: noncurrent },
      AbortIncompleteMultipartUpload: { DaysAfterInitiation: uploads },
    },
  ),
  rule('markers', { Prefix }, { Expiration: { ExpiredObjectDeleteMarker: true } }),
];
