/** A bucket of one purpose, as the settings have it. */
export interface Bucket {
  readonly bucket: string;
  readonly region: string;
  /** ARN of the key that everything in it is encrypted by. */
  readonly kmsKey: string;
}

/** Its name, as policies have it. */
export const bucketArn = ({ bucket, region }: Pick<Bucket, 'bucket' | 'region'>): string =>
  `arn:${partition(region)}:s3:::${bucket}`;

/** AWS has clouds of its own for China and the government of the United States. */
export function partition(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}
