import { describe, expect, test } from 'vitest';
import { kubernetesVersions, schemaProblems } from '../../../src/schemas/validate.ts';
import { variants } from '../../variants.ts';
import { bend, findings, manifestsOf } from './judge.ts';

describe.each(kubernetesVersions)('Kubernetes %s', (version) => {
  test.each(variants)('takes every object of %s', (_, settings) => {
    const problems = manifestsOf(settings).all.flatMap(({ object }) => schemaProblems(object, version));
    expect(problems).toEqual([]);
  });
});

test('refuses a field that the oldest supported Kubernetes does not know', () => {
  const wrong = bend('Deployment', 'fraiseql-postgres-exporter', { 'spec.replica': 2 });
  expect(findings('schema-valid', wrong)).toEqual([
    "Deployment monitoring/fraiseql-postgres-exporter, spec.replica: No such field in Kubernetes 1.27. Did you mean 'replicas'?",
  ]);
});
