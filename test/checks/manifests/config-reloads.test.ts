import { expect, test } from 'vitest';
import { bend, findings } from './judge.ts';

const object = 'fraiseql-blackbox-exporter';
const field = "spec.template.metadata.annotations['checksum/config']";

test.each([
  ['0'.repeat(64), `'${'0'.repeat(64)}'`],
  [undefined, 'nothing'],
])('refuses pods whose checksum is %s', (value, got) => {
  expect(findings('config-reloads', bend('Deployment', object, { [field]: value }))).toEqual([
    `Deployment monitoring/${object}, ${field}: Must be the SHA-256 of the texts of its ConfigMaps, got ${got}: a change of them would be read by nobody.`,
  ]);
});

test('refuses pods whose file has changed', () => {
  const changed = bend('ConfigMap', object, { "data['blackbox.yml']": 'modules: {}\n' });
  expect(findings('config-reloads', changed)).toHaveLength(1);
});

test('takes pods that read no ConfigMap', () => {
  const fine = bend('Deployment', object, { [field]: undefined, 'spec.template.spec.volumes': [] });
  expect(findings('config-reloads', fine)).toEqual([]);
});
