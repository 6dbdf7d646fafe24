import { expect, test } from 'vitest';
import { knownFields } from '../../../src/checks/manifests/objects/known-fields.ts';
import { add, bend, findings, good, objectOf } from './judge.ts';

const check = (manifests: Parameters<typeof findings>[1]) => findings('known-fields', manifests);
const why =
  'Is a field that nobody here has thought through: it may silence or open what other checks take for granted. Add it to src/checks/manifests/objects/known-fields.ts with what it does.';

test('takes the fields of production', () => {
  expect(check(good())).toEqual([]);
});

test.each([
  ['Prometheus', 'fraiseql', 'spec.paused'],
  ['Prometheus', 'fraiseql', 'spec.listenLocal'],
  ['Prometheus', 'fraiseql', 'spec.web'],
  ['Prometheus', 'fraiseql', 'spec.additionalScrapeConfigs'],
  ['Prometheus', 'fraiseql', 'spec.excludedFromEnforcement'],
  ['Prometheus', 'fraiseql', 'spec.thanos.additionalArgs'],
  ['Alertmanager', 'fraiseql', 'spec.forceEnableClusterMode'],
  ['Application', 'fraiseql-monitoring-production', 'spec.ignoreDifferences'],
  ['Application', 'fraiseql-monitoring-production', 'spec.source.directory.jsonnet'],
  ['Application', 'fraiseql-monitoring-production', 'spec.syncPolicy.managedNamespaceMetadata'],
  ['Application', 'fraiseql-monitoring-production', 'spec.syncPolicy.automated.enabled'],
  ['AppProject', 'fraiseql-monitoring-production', 'spec.syncWindows'],
  ['Deployment', 'fraiseql-postgres-exporter', 'spec.template.spec.containers[0].lifecycle'],
  ['Prometheus', 'fraiseql', 'spec.containers[0].command'],
])('refuses, of %s %s, %s', (kind, name, field) => {
  const said = check(bend(kind, name, { [field]: {} }));
  expect(said).toHaveLength(1);
  expect(said[0]).toContain(`${name}, ${field}: ${why}`);
});

test('refuses one of a ThanosRuler', () => {
  const { metadata } = objectOf('Prometheus', 'fraiseql');
  const spec = { evaluationInterval: '30s', listenLocal: true };
  const ruler = { apiVersion: 'monitoring.coreos.com/v1', kind: 'ThanosRuler', metadata, spec };
  expect(check(add(ruler))).toEqual([`ThanosRuler monitoring/fraiseql, spec.listenLocal: ${why}`]);
});

test('asks whether a known one is meant', () => {
  expect(
    check(bend('Application', 'fraiseql-monitoring-production', { 'spec.source.directory.exclude': 'x' }))[0],
  ).toMatch(/Did you mean 'include'\?$/);
});

test('says of every known field what it does', () => {
  const said = Object.values(knownFields).flatMap((places) =>
    places.flatMap(({ fields }) => Object.values(fields)),
  );
  expect(said.filter((text) => text.length < 10)).toEqual([]);
});
