/** The newest moment that the database can be brought back to. */
export interface RecoveryPoint {
  /** In milliseconds. @default - nothing is known of any */
  readonly moment?: number;
  /** Why it is older than it could be, in a sentence. @default - all is well */
  readonly problem?: string;
}
