import { invalidRequest, malformed, S3Error } from './error.ts';
import { day } from './clock.ts';
import { classes } from './lifecycle/classes.ts';
import { mayRetain, readRetention } from './lock.ts';
import { versionOf } from './state.ts';
import { bucketOf, document, may, type Handler } from './world.ts';
import { numberOf, one, parseXml, textOf } from './xml.ts';

const hour = 3_600_000;

/** RestoreObject: a copy that can be read, hours later, for some days. */
export const restoreObject: Handler = (request, world) => {
  const version = versionOf(bucketOf(request, world), request.key, request.query.get('versionId'));
  const now = world.clock.now();
  const { archived, hours = {} } = classes[version.storageClass] ?? { archived: false };
  if (!archived)
    throw new S3Error(
      403,
      'InvalidObjectState',
      "Restore is not allowed for the object's current storage class",
    );
  const asked = parseXml(request.body);
  const days = numberOf(asked, 'Days');
  if (days === undefined || days < 1) throw malformed('RestoreRequest needs Days of 1 or more.');
  const job = one(asked, 'GlacierJobParameters');
  const tier = (job && textOf(job, 'Tier')) ?? 'Standard';
  const takes = hours[tier];
  if (takes === undefined)
    throw invalidRequest(`Retrieval tier ${tier} is not supported by ${version.storageClass}`);
  const { restored } = version;
  if (restored && now < restored.from) throw inProgress();
  const ready = restored !== undefined && now < restored.until;
  const from = ready ? restored.from : now + takes * hour;
  version.restored = { from, until: Math.max(now, from) + days * day };
  return { status: ready ? 200 : 202 };
};

const inProgress = () =>
  new S3Error(409, 'RestoreAlreadyInProgress', 'Object restore is already in progress');

/** PutObjectRetention. */
export const putRetention: Handler = (request, world) => {
  const bucket = bucketOf(request, world);
  if (bucket.lock === undefined) throw invalidRequest('Bucket is missing Object Lock Configuration');
  const version = versionOf(bucket, request.key, request.query.get('versionId'));
  const asked = parseXml(request.body);
  const now = world.clock.now();
  const next = readRetention(textOf(asked, 'Mode'), textOf(asked, 'RetainUntilDate'), now);
  const asks = request.headers['x-amz-bypass-governance-retention'] === 'true';
  mayRetain(version, next, now, asks && may(request, world, 's3:BypassGovernanceRetention'));
  version.retention = next;
  return {};
};

/** GetObjectRetention. */
export const getRetention: Handler = (request, world) => {
  const { retention } = versionOf(bucketOf(request, world), request.key, request.query.get('versionId'));
  if (retention === undefined) {
    throw new S3Error(
      404,
      'NoSuchObjectLockConfiguration',
      'The specified object does not have a ObjectLock configuration',
    );
  }
  const RetainUntilDate = new Date(retention.until).toISOString();
  return document('Retention', { Mode: retention.mode, RetainUntilDate });
};

/** PutObjectLegalHold. */
export const putLegalHold: Handler = (request, world) => {
  const bucket = bucketOf(request, world);
  if (bucket.lock === undefined) throw invalidRequest('Bucket is missing Object Lock Configuration');
  const version = versionOf(bucket, request.key, request.query.get('versionId'));
  const status = textOf(parseXml(request.body), 'Status');
  if (status !== 'ON' && status !== 'OFF') throw malformed('Status must be ON or OFF.');
  version.legalHold = status === 'ON';
  return {};
};
