import { fieldIn } from '../../schemas/field.ts';
import { show } from '../../schemas/show.ts';
import type { ManifestCheck } from './check.ts';
import { objectsOf } from './objects/inventory.ts';
import { at } from './objects/pods.ts';

/** What a field of a CronJob must be, and why. */
interface Demand {
  readonly path: readonly string[];
  readonly isMet: (value: unknown) => boolean;
  readonly must: string;
}

const isSet = (value: unknown): boolean => value !== undefined;
const annotation = 'argocd.argoproj.io/ignore-healthcheck';

const demands: readonly Demand[] = [
  {
    path: ['metadata', 'annotations', annotation],
    isMet: (value) => value === 'true',
    must: "Must be 'true', so that a run that failed holds back no release",
  },
  {
    path: ['spec', 'concurrencyPolicy'],
    isMet: (value) => value === 'Forbid',
    must: "Must be 'Forbid', so that no run meets the one before",
  },
  {
    path: ['spec', 'startingDeadlineSeconds'],
    isMet: (value) => Number(value) >= 200,
    must: 'Must be at least 200: without it, 100 missed runs end all later ones, and a short one skips runs',
  },
  { path: ['spec', 'timeZone'], isMet: isSet, must: 'Must be set, or each cluster has its own hours' },
  { path: ['spec', 'successfulJobsHistoryLimit'], isMet: isSet, must: 'Must be set' },
  {
    path: ['spec', 'failedJobsHistoryLimit'],
    isMet: (value) => Number(value) > 0,
    must: 'Must be at least 1, so that somebody can see why it failed',
  },
  {
    path: ['spec', 'jobTemplate', 'spec', 'activeDeadlineSeconds'],
    isMet: isSet,
    must: 'Must be set, so that a run that hangs keeps no later one from starting',
  },
  {
    path: ['spec', 'jobTemplate', 'spec', 'ttlSecondsAfterFinished'],
    isMet: (value) => !isSet(value),
    must: 'Must not be set: the history limits say what is kept',
  },
  {
    path: ['spec', 'jobTemplate', 'spec', 'template', 'spec', 'restartPolicy'],
    isMet: (value) => value === 'Never' || value === 'OnFailure',
    must: "Must be 'Never' or 'OnFailure'",
  },
];

/** A CronJob runs once at a time, ends, is not late without notice, and leaves behind why it failed. */
export const cronjobSafe: ManifestCheck = (manifests) =>
  objectsOf(manifests, 'CronJob').flatMap((manifest) =>
    demands.flatMap(({ path, isMet, must }) => {
      const value = at(manifest.object, ...path);
      if (isMet(value)) return [];
      return [
        {
          manifest,
          field: path.reduce((map, key) => fieldIn(map, key)),
          message: `${must}, got ${show(value)}.`,
        },
      ];
    }),
  );
