import { describe, expect, test } from 'vitest';
import type { KubernetesObject } from '../../src/model/manifest.ts';
import type { Settings } from '../../src/settings/schema.ts';
import { makeEnvironment } from '../../src/stack.ts';
import { inside } from '../checks/manifests/judge.ts';
import { production, staging } from '../good.ts';
import { variants } from '../variants.ts';

const variant = (name: string): Settings => {
  const found = variants.find(([one]) => one === name);
  if (found === undefined) throw new Error(`No variant is called ${name}.`);
  return found[1];
};
const objectsOf = (settings: Settings): readonly KubernetesObject[] =>
  makeEnvironment(settings).manifests.map(({ object }) => object);

interface Container {
  readonly name: string;
  readonly env?: readonly { readonly name: string; readonly value: string }[];
  readonly volumeMounts: readonly { readonly name: string }[];
}

interface Pod {
  readonly initContainers?: readonly Container[];
  readonly containers: readonly Container[];
  readonly volumes: readonly { readonly name: string; readonly secret?: { readonly secretName: string } }[];
}

const all = objectsOf(variant('production with backups'));
const named = (kind: string, name: string, from = all): KubernetesObject => {
  const found = from.find((one) => one.kind === kind && one.metadata.name === name);
  if (found === undefined) throw new Error(`No ${kind} is called ${name}.`);
  return found;
};
const templateOf = (object: KubernetesObject) =>
  object.kind === 'CronJob'
    ? inside(object, 'spec', 'jobTemplate', 'spec', 'template')
    : inside(object, 'spec', 'template');
const podOf = (object: KubernetesObject) => templateOf(object).spec as Pod;
const ours = [
  named('CronJob', 'fraiseql-backup'),
  named('CronJob', 'fraiseql-base-backup'),
  named('CronJob', 'fraiseql-restore-check'),
  named('StatefulSet', 'fraiseql-wal-receiver'),
];

/** Whether a container finds a Secret, and whether it is told where the bucket is. */
function knows(pod: Pod, { env = [], volumeMounts }: Container) {
  const secrets = pod.volumes.filter(({ secret }) => secret !== undefined).map(({ name }) => name);
  return {
    password: volumeMounts.some(({ name }) => secrets.includes(name)),
    bucket: env.some(({ name }) => name === 'BACKUP_BUCKET'),
  };
}

test('nothing of it is there where the settings have no backups', () => {
  const kinds = objectsOf(production).filter(({ metadata }) =>
    /backup|restore-check|wal-receiver/.test(metadata.name),
  );
  expect(kinds).toEqual([]);
});

test.each(ours.slice(0, 3))('$metadata.name: no step knows both the password and the bucket', (object) => {
  const pod = podOf(object);
  const both = [...(pod.initContainers ?? []), ...pod.containers].map((one) => knows(pod, one));
  expect(both.filter(({ password, bucket }) => password && bucket)).toEqual([]);
  expect(both.some(({ bucket }) => bucket)).toBe(true);
});

test.each(ours)('$metadata.name: who does not use the bucket gets no credentials for it', (object) => {
  const { annotations } = templateOf(object).metadata as { annotations: Record<string, string> };
  const skipped = {
    'fraiseql-backup': 'dump',
    'fraiseql-base-backup': 'base',
    'fraiseql-restore-check': 'restore',
  };
  const expected = { ...skipped, 'fraiseql-wal-receiver': 'receive' };
  expect(annotations['eks.amazonaws.com/skip-containers']).toBe(
    expected[object.metadata.name as keyof typeof expected],
  );
});

test('the restore check has a role of its own, and no login of the database at all', () => {
  expect(podOf(named('CronJob', 'fraiseql-restore-check')).volumes.some(({ secret }) => secret)).toBe(false);
  const roleOf = (name: string) =>
    named('ServiceAccount', name).metadata.annotations?.['eks.amazonaws.com/role-arn']?.replace(/.*-/, '');
  expect(['fraiseql-restore-check', 'fraiseql-backup', 'fraiseql-backup-exporter'].map(roleOf)).toEqual([
    'checker',
    'writer',
    'reader',
  ]);
});

test('the log is copied with a login of its own', () => {
  const secrets = (name: string, kind = 'CronJob') =>
    podOf(named(kind, name)).volumes.flatMap(({ secret }) => secret?.secretName ?? []);
  expect(secrets('fraiseql-backup')).toEqual(['fraiseql-backup-database']);
  expect(secrets('fraiseql-base-backup')).toEqual(['fraiseql-backup-replication']);
  expect(secrets('fraiseql-wal-receiver', 'StatefulSet')).toEqual(['fraiseql-backup-replication']);
});

describe('every field of the CronJobs that goes wrong when it is left to itself', () => {
  test.each(ours.slice(0, 3))('$metadata.name', (object) => {
    const job = inside(object, 'spec', 'jobTemplate', 'spec');
    expect(object.spec).toMatchObject({
      timeZone: 'Etc/UTC',
      concurrencyPolicy: 'Forbid',
      suspend: false,
      successfulJobsHistoryLimit: 3,
      failedJobsHistoryLimit: 5,
    });
    expect(job.podFailurePolicy).toEqual({
      rules: [{ action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] }],
    });
    expect(job).toMatchObject({ backoffLimit: 1 });
    expect(job.activeDeadlineSeconds).toBeLessThan(6 * 3600);
    expect(podOf(object)).toMatchObject({ restartPolicy: 'Never', terminationGracePeriodSeconds: 30 });
    expect(object.metadata.name.length).toBeLessThanOrEqual(52);
  });
});

test('a dump is taken every six hours, and checked once a week at another hour', () => {
  const schedules = ours.slice(0, 3).map(({ spec }) => (spec as { schedule: string }).schedule);
  expect(schedules).toEqual(['0 0,6,12,18 * * *', '15 2 * * *', '30 3 * * 1']);
});

test.each([
  ['staging with backups, of dumps alone', staging.database.pointInTime],
  ['production on RDS with backups, in a shared Prometheus', 'rds'],
  ['production on CloudNativePG with backups, and a secret store of its own', 'cnpg'],
])('%s: nobody copies the log of the server', (name, pointInTime) => {
  const objects = objectsOf(variant(name));
  expect(objects.filter(({ metadata }) => /wal-receiver|base-backup/.test(metadata.name))).toEqual([]);
  const config = inside(named('ConfigMap', 'fraiseql-backup-exporter', objects), 'data');
  expect(config['backup.yaml']).toContain(`pointInTime: ${pointInTime}\n`);
});

test('dumps are made by the tools of the version that the server has', () => {
  const images = [14, 15, 16, 17, 18].map((postgresMajor) => {
    const settings = variant('production with backups');
    const { backup } = settings;
    if (backup === undefined) throw new Error('The variant has no backups.');
    const made = objectsOf({ ...settings, backup: { ...backup, postgresMajor } });
    return /postgres:(\d+)/.exec(JSON.stringify(podOf(named('CronJob', 'fraiseql-backup', made))))?.[1];
  });
  expect(images).toEqual(['14', '15', '16', '17', '18']);
});
