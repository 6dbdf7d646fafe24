import { expect, test } from 'vitest';
import { bend, findings } from './judge.ts';

const service = (field: string, value: unknown) =>
  findings('service-internal', bend('Service', 'fraiseql-postgres-exporter', { [field]: value }));
const object = 'Service monitoring/fraiseql-postgres-exporter';

test.each([
  ['LoadBalancer', "'LoadBalancer'"],
  ['NodePort', "'NodePort'"],
  [undefined, 'nothing'],
])('refuses type %s', (type, got) => {
  expect(service('spec.type', type)).toEqual([`${object}, spec.type: Must be 'ClusterIP', got ${got}.`]);
});

test.each(['externalIPs', 'externalName', 'loadBalancerIP', 'loadBalancerClass', 'loadBalancerSourceRanges'])(
  'refuses %s',
  (field) => {
    expect(service(`spec.${field}`, 'x')).toEqual([
      `${object}, spec.${field}: Leads out of the cluster, or into it. Remove it.`,
    ]);
  },
);

test('refuses a port of every node', () => {
  expect(service('spec.ports[0].nodePort', 30_000)).toEqual([
    `${object}, spec.ports[0].nodePort: Opens port 30000 on every node. Remove it.`,
  ]);
});

test.each(['port', 'targetPort'])('refuses the %s of SSH', (field) => {
  expect(service(`spec.ports[0].${field}`, 22)).toEqual([
    `${object}, spec.ports[0].port: Is that of SSH: no pod lets people in. Remove it.`,
  ]);
});
