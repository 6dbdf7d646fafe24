import { expect, test } from 'vitest';
import { put } from '../../put.ts';
import { add, findings } from './judge.ts';

const good = {
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  metadata: {
    namespace: 'monitoring',
    name: 'nightly',
    annotations: { 'argocd.argoproj.io/ignore-healthcheck': 'true' },
  },
  spec: {
    schedule: '0 3 * * *',
    timeZone: 'Etc/UTC',
    concurrencyPolicy: 'Forbid',
    startingDeadlineSeconds: 3600,
    successfulJobsHistoryLimit: 3,
    failedJobsHistoryLimit: 3,
    jobTemplate: {
      spec: {
        activeDeadlineSeconds: 7200,
        template: { spec: { restartPolicy: 'Never', containers: [] } },
      },
    },
  },
};

function bent(field: string, value: unknown) {
  const object = structuredClone(good);
  put(object, field, value);
  return findings('cronjob-safe', add(object));
}

test('takes a good one', () => {
  expect(findings('cronjob-safe', add(good))).toEqual([]);
});

test.each([
  [
    "metadata.annotations['argocd.argoproj.io/ignore-healthcheck']",
    undefined,
    "Must be 'true', so that a run that failed holds back no release, got nothing.",
  ],
  ['spec.concurrencyPolicy', 'Allow', "Must be 'Forbid', so that no run meets the one before, got 'Allow'."],
  [
    'spec.startingDeadlineSeconds',
    10,
    'Must be at least 200: without it, 100 missed runs end all later ones, and a short one skips runs, got 10.',
  ],
  [
    'spec.startingDeadlineSeconds',
    undefined,
    'Must be at least 200: without it, 100 missed runs end all later ones, and a short one skips runs, got nothing.',
  ],
  ['spec.timeZone', undefined, 'Must be set, or each cluster has its own hours, got nothing.'],
  ['spec.successfulJobsHistoryLimit', undefined, 'Must be set, got nothing.'],
  ['spec.failedJobsHistoryLimit', 0, 'Must be at least 1, so that somebody can see why it failed, got 0.'],
  [
    'spec.jobTemplate.spec.activeDeadlineSeconds',
    undefined,
    'Must be set, so that a run that hangs keeps no later one from starting, got nothing.',
  ],
  [
    'spec.jobTemplate.spec.ttlSecondsAfterFinished',
    60,
    'Must not be set: the history limits say what is kept, got 60.',
  ],
  [
    'spec.jobTemplate.spec.template.spec.restartPolicy',
    'Always',
    "Must be 'Never' or 'OnFailure', got 'Always'.",
  ],
])('refuses %s: %s', (field, value, message) => {
  expect(bent(field, value)).toEqual([`CronJob monitoring/nightly, ${field}: ${message}`]);
});
