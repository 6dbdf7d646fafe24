import { readSettings } from '../src/settings/read.ts';
import type { Settings } from '../src/settings/schema.ts';

/**
 * Settings like production's: the good example that tests bend. A copy, so that whoever edits `environments/` breaks no test
 * but that of `dist/`.
 */
export const production: Settings = readSettings('test/good/production.yaml');

/** Settings like staging's. */
export const staging: Settings = readSettings('test/good/staging.yaml');

/** A health service that checks all that it can. */
export const health = {
  image: 'registry.example.com/fraiseql-monitoring:0.1.0',
  replicas: 2,
  database: true,
  api: true,
  elasticsearch: {
    url: 'https://elasticsearch.fraiseql.svc:9200',
    secret: 'fraiseql-health-elasticsearch',
    ca: true,
  },
  redis: {
    host: 'fraiseql-redis.fraiseql.svc',
    port: 6379,
    tls: true,
    secret: 'fraiseql-health-redis',
    ca: true,
  },
  kms: {
    region: 'eu-central-1',
    key: 'alias/fraiseql',
    roleArn: 'arn:aws:iam::123456789012:role/fraiseql-health',
  },
};

/** Logs that go to Elasticsearch. */
export const logs = {
  namespace: 'logging',
  image: 'registry.example.com/fraiseql-monitoring:0.1.0',
  elasticsearch: {
    url: 'https://elasticsearch.fraiseql.svc:9200',
    secret: 'fraiseql-logs-elasticsearch',
    ca: true,
  },
  retention: { days: 90, rollover: '7d', replicas: 1 },
};

/** An archive of them. */
export const archive = {
  bucket: 'fraiseql-logs-production',
  region: 'eu-central-1',
  kmsKey: 'arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab',
  prefix: 'production',
};

/** Backups of the database. The server of the tests is Debian's. */
export const backup = {
  image: 'registry.example.com/fraiseql-monitoring:0.1.0',
  repository: {
    bucket: 'fraiseql-backup-production',
    region: 'eu-central-1',
    prefix: 'production',
    kmsKey: 'arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab',
  },
  postgresMajor: 15,
  secret: 'fraiseql-backup-database',
  replicationSecret: 'fraiseql-backup-replication',
  ca: false,
  schedule: '0 0,6,12,18 * * *',
  restoreCheckSchedule: '30 3 * * 1',
  baseBackupSchedule: '15 2 * * *',
  scratchGiB: 20,
  walGiB: 20,
  leastShareOfPrevious: 0.5,
  smokeQuery: 'select true',
};

/** Production's settings with everything that alerts can be about. */
export const complete: Settings = { ...production, health, logs: { ...logs, archive }, backup };

/** Settings with some values changed, by path: `{ 'metrics.binding': 'fraiseql-2.15' }`. */
export function withSettings(settings: Settings, changes: Readonly<Record<string, unknown>>): Settings {
  const copy = structuredClone(settings);
  for (const [path, value] of Object.entries(changes)) set(copy, path.split('.'), value);
  return copy;
}

function set(target: Record<string, unknown>, [key = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) target[key] = value;
  else set(target[key] as Record<string, unknown>, rest, value);
}
