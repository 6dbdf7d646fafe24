import { expect, test } from 'vitest';
import { bend, findings } from './judge.ts';

const pod = (field: string, value: unknown) =>
  findings(
    'restricted-pods',
    bend('Deployment', 'fraiseql-postgres-exporter', { [`spec.template.${field}`]: value }),
  );
const said = (field: string, message: string) => [
  `Deployment monitoring/fraiseql-postgres-exporter, spec.template.${field}: ${message}`,
];

test.each([
  ['hostNetwork', 'network'],
  ['hostPID', 'processes'],
  ['hostIPC', 'memory'],
])('refuses %s', (field, what) => {
  expect(pod(`spec.${field}`, true)).toEqual(
    said(
      `spec.${field}`,
      `Must not be true: the pod would see the ${what} of its node and of all pods there. Remove it.`,
    ),
  );
  expect(pod(`spec.${field}`, false)).toEqual([]);
});

test.each([
  ['hostPath', { path: '/var/run/docker.sock' }],
  ['nfs', { server: 'files', path: '/' }],
])('refuses a volume of type %s', (type, source) => {
  expect(pod('spec.volumes[1]', { name: 'more', [type]: source })).toEqual(
    said(
      `spec.volumes[1].${type}`,
      `Pod Security "restricted" refuses such a volume. Use 'configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral', 'persistentVolumeClaim', 'projected' or 'secret'.`,
    ),
  );
});

test('refuses a kernel parameter that is not the own of each pod', () => {
  const sysctls = [
    { name: 'net.ipv4.tcp_syncookies', value: '1' },
    { name: 'kernel.msgmax', value: '65536' },
  ];
  expect(pod('spec.securityContext.sysctls', sysctls)).toEqual(
    said(
      'spec.securityContext.sysctls[1].name',
      "'kernel.msgmax' changes the kernel for other pods too. Remove it.",
    ),
  );
});

test('refuses to turn AppArmor off by annotation', () => {
  const annotation = 'container.apparmor.security.beta.kubernetes.io/exporter';
  expect(pod('metadata.annotations', { [annotation]: 'unconfined', other: 'unconfined' })).toEqual(
    said(`metadata.annotations['${annotation}']`, "Turns AppArmor off with 'unconfined'. Remove it."),
  );
  expect(pod('metadata.annotations', { [annotation]: 'runtime/default' })).toEqual([]);
});

test('looks at pods that the operator makes', () => {
  const wrong = bend('Prometheus', 'fraiseql', { 'spec.hostNetwork': true });
  expect(findings('restricted-pods', wrong)).toHaveLength(1);
});
