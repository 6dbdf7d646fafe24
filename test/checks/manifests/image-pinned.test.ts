import { expect, test } from 'vitest';
import { bend, findings } from './judge.ts';

const field = 'spec.template.spec.containers[0].image';
const image = (value: unknown) =>
  findings('image-pinned', bend('Deployment', 'fraiseql-postgres-exporter', { [field]: value }));
const digest = `sha256:${'0'.repeat(64)}`;

test.each([
  'quay.io/a/b:v1.2.3',
  'registry:5000/b:17.2-alpine',
  'localhost/b:2024-11-01',
  `quay.io/a/b@${digest}`,
  `quay.io/a/b:latest@${digest}`,
])('takes %s', (value) => {
  expect(image(value)).toEqual([]);
});

test.each(['quay.io/a/b', 'quay.io:443/a/b', 'quay.io/a/b:latest', 'quay.io/a/b:v3', 'quay.io/a/b@sha256:0'])(
  'refuses %s',
  (value) => {
    expect(image(value)).toEqual([
      `Deployment monitoring/fraiseql-postgres-exporter, ${field}: Must have a digest or the tag of one version, such as v1.2.3, got '${value}': it may be another image tomorrow.`,
    ]);
  },
);

test.each(['prometheus:v3.15.1', 'prom/prometheus:v3.15.1'])('refuses %s, which has no registry', (value) => {
  expect(image(value)).toEqual([
    `Deployment monitoring/fraiseql-postgres-exporter, ${field}: Must begin with its registry, got '${value}': each node may be set up with another.`,
  ]);
});

test('refuses to leave the image to the operator', () => {
  expect(findings('image-pinned', bend('Alertmanager', 'fraiseql', { 'spec.image': undefined }))).toEqual([
    'Alertmanager monitoring/fraiseql, spec.image: Is missing: the operator would choose one, another after each upgrade.',
  ]);
});
