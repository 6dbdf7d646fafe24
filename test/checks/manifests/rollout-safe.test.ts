import { expect, test } from 'vitest';
import { bend, findings } from './judge.ts';

test.each([
  ['Deployment', 'fraiseql-postgres-exporter', 'strategy', 'Recreate', "'Recreate'"],
  ['Deployment', 'fraiseql-postgres-exporter', 'strategy', undefined, 'nothing'],
  ['StatefulSet', 'fraiseql-thanos-store', 'updateStrategy', 'OnDelete', "'OnDelete'"],
])('refuses a %s %s with %s %s', (...[kind, name, field, type, got]) => {
  const wrong = bend(kind, name, { [`spec.${field}`]: type === undefined ? undefined : { type } });
  expect(findings('rollout-safe', wrong)).toEqual([
    `${kind} monitoring/${name}, spec.${field}.type: Must be 'RollingUpdate', got ${got}: all pods would be gone at once.`,
  ]);
});

test.each([
  ['StatefulSet', 'fraiseql-thanos-store', 'whenDeleted', 'Delete', "'Delete'"],
  ['Prometheus', 'fraiseql', 'whenScaled', undefined, 'nothing'],
  ['Alertmanager', 'fraiseql', 'whenDeleted', 'Delete', "'Delete'"],
])('refuses a %s %s that drops its volumes: %s %s', (...[kind, name, when, policy, got]) => {
  const field = `spec.persistentVolumeClaimRetentionPolicy.${when}`;
  expect(findings('rollout-safe', bend(kind, name, { [field]: policy }))).toEqual([
    `${kind} monitoring/${name}, ${field}: Must be 'Retain', got ${got}: what is in the volumes cannot be made anew.`,
  ]);
});
