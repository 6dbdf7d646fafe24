import { expect, test } from 'vitest';
import { canonicalDuration, canonicalQuantity } from '../../../src/checks/manifests/objects/canonical.ts';
import { bend, findings } from './judge.ts';

test.each([
  ['spec.resources.limits.cpu', '2000m', "'2'", "'2000m'"],
  ['spec.resources.requests.memory', '4096Mi', "'4Gi'", "'4096Mi'"],
  ['spec.storage.volumeClaimTemplate.spec.resources.requests.storage', '1024Gi', "'1Ti'", "'1024Gi'"],
  ['spec.resources.limits.cpu', 2, "'2'", '2'],
])('refuses %s: %s', (field, value, canonical, got) => {
  expect(findings('canonical-values', bend('Prometheus', 'fraiseql', { [field]: value }))).toEqual([
    `Prometheus monitoring/fraiseql, ${field}: Must be written as ${canonical}, got ${got}: Argo CD would show a difference for ever.`,
  ]);
});

test('refuses a time that External Secrets writes back otherwise', () => {
  const wrong = bend('ExternalSecret', 'alertmanager-receivers', { 'spec.refreshInterval': '1h' });
  expect(findings('canonical-values', wrong)).toEqual([
    "ExternalSecret monitoring/alertmanager-receivers, spec.refreshInterval: Must be written as '1h0m0s', got '1h': Argo CD would show a difference for ever.",
  ]);
});

test("takes any form in Kubernetes' own kinds", () => {
  const field = 'spec.template.spec.containers[0].resources.limits.cpu';
  expect(
    findings('canonical-values', bend('Deployment', 'fraiseql-postgres-exporter', { [field]: '1000m' })),
  ).toEqual([]);
});

test.each([
  ['0', '0'],
  ['0m', '0'],
  ['1000m', '1'],
  ['1500m', '1500m'],
  ['0.5', '500m'],
  ['2048Mi', '2Gi'],
  ['1.5Gi', '1536Mi'],
  ['1000Mi', '1000Mi'],
  ['512', '512'],
  ['0.5Ki', '512'],
  ['1000', '1k'],
  ['100n', '100n'],
  ['1e3', undefined],
  ['much', undefined],
])('writes the amount %s as %s', (text, canonical) => {
  expect(canonicalQuantity(text)).toBe(canonical);
});

test.each([
  ['1h', '1h0m0s'],
  ['60m', '1h0m0s'],
  ['90s', '1m30s'],
  ['15m', '15m0s'],
  ['30s', '30s'],
  ['0s', '0s'],
  ['1d', undefined],
  ['h', undefined],
])('writes the time %s as %s', (text, canonical) => {
  expect(canonicalDuration(text)).toBe(canonical);
});
