import type { Archive } from './archive.ts';

/** What makes the bucket what its documents say, in this order, as one types it. */
export function commands({ bucket, region }: Archive): string[] {
  const where = region === 'us-east-1' ? '' : ` --create-bucket-configuration LocationConstraint=${region}`;
  const put = (name: string, option: string, file: string) =>
    `aws s3api put-${name} $B --${option} file://${file}.json`;
  return [
    `B="--region ${region} --bucket ${bucket}"`,
    `aws s3api create-bucket $B --object-lock-enabled-for-bucket${where}`,
    put('public-access-block', 'public-access-block-configuration', 'public-access-block'),
    put('bucket-ownership-controls', 'ownership-controls', 'ownership-controls'),
    put('bucket-versioning', 'versioning-configuration', 'versioning'),
    put('bucket-encryption', 'server-side-encryption-configuration', 'encryption'),
    put('object-lock-configuration', 'object-lock-configuration', 'object-lock'),
    put('bucket-lifecycle-configuration', 'lifecycle-configuration', 'lifecycle'),
    put('bucket-policy', 'policy', 'bucket-policy'),
  ];
}
