import type { Bucket } from './bucket.ts';

/** What makes the bucket what its documents say, in this order, as one types it. */
export function commands({ bucket, region }: Bucket): string[] {
  const where = region === 'us-east-1' ? '' : ` --create-bucket-configuration LocationConstraint=${region}`;
  const put = (name: string, option: string, file: string) =>
    `aws s3api put-${name} --bucket "$BUCKET" --${option} file://${file}.json`;
  return [
    `export AWS_REGION=${region} BUCKET=${bucket}`,
    `aws s3api create-bucket --bucket "$BUCKET" --object-lock-enabled-for-bucket${where}`,
    put('public-access-block', 'public-access-block-configuration', 'public-access-block'),
    put('bucket-ownership-controls', 'ownership-controls', 'ownership-controls'),
    put('bucket-versioning', 'versioning-configuration', 'versioning'),
    put('bucket-encryption', 'server-side-encryption-configuration', 'encryption'),
    put('object-lock-configuration', 'object-lock-configuration', 'object-lock'),
    put('bucket-lifecycle-configuration', 'lifecycle-configuration', 'lifecycle'),
    put('bucket-policy', 'policy', 'bucket-policy'),
  ];
}
