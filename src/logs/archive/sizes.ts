/** Bytes of a MiB. */
export const mebi = 1_048_576;

/** Bytes of a GB, as S3 counts when it sends a bill. */
export const giga = 1_073_741_824;
