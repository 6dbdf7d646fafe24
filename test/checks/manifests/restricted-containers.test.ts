import { expect, test } from 'vitest';
import { bend, findings } from './judge.ts';

const spec = 'spec.template.spec';
const container = `${spec}.containers[0]`;
const judge = (field: string, value: unknown) =>
  findings('restricted-containers', bend('Deployment', 'fraiseql-postgres-exporter', { [field]: value }));

test.each([
  ['privileged', true, 'Must not be true: the container would be root on its node, got true.'],
  [
    'allowPrivilegeEscalation',
    undefined,
    'Must be false, so that no program in it gets more rights than its parent, got nothing.',
  ],
  ['capabilities.drop', ['NET_RAW'], "Must name 'ALL', got 'NET_RAW'."],
  ['capabilities.drop', undefined, "Must name 'ALL', got nothing."],
  [
    'capabilities.add',
    ['NET_BIND_SERVICE', 'SYS_PTRACE'],
    "Must name nothing but 'NET_BIND_SERVICE', got 'NET_BIND_SERVICE', 'SYS_PTRACE'.",
  ],
  ['procMount', 'Unmasked', "Must be 'Default', got 'Unmasked'."],
  ['runAsNonRoot', false, 'Must be true, got false.'],
  ['runAsUser', 0, 'Must not be root, got 0.'],
  ['seccompProfile.type', 'Unconfined', "Must be 'RuntimeDefault' or 'Localhost', got 'Unconfined'."],
  ['appArmorProfile', { type: 'Unconfined' }, "Must be 'RuntimeDefault' or 'Localhost', got 'Unconfined'."],
  [
    'seLinuxOptions',
    { type: 'spc_t' },
    "Must be 'container_t', 'container_init_t', 'container_kvm_t' or 'container_engine_t', got 'spc_t'.",
  ],
  ['seLinuxOptions', { user: 'root' }, "Must not be set, got 'root'."],
  ['windowsOptions', { hostProcess: true }, 'Must not be true, got true.'],
])('refuses %s: %o', (field, value, message) => {
  const found = judge(`${container}.securityContext.${field}`, value);
  expect(found).toHaveLength(1);
  expect(found[0]).toMatch(
    `Deployment monitoring/fraiseql-postgres-exporter, ${container}.securityContext.${field}`,
  );
  expect(found[0]?.endsWith(`: ${message}`), found[0]).toBe(true);
});

test('takes what a pod says for all of its containers', () => {
  const without = bend('Deployment', 'fraiseql-postgres-exporter', {
    [`${container}.securityContext.runAsNonRoot`]: undefined,
    [`${container}.securityContext.seccompProfile`]: undefined,
  });
  expect(findings('restricted-containers', without)).toEqual([]);
});

test('tells once what is missing at the pod', () => {
  const wrong = bend('Prometheus', 'fraiseql', { 'spec.securityContext.seccompProfile': undefined });
  expect(findings('restricted-containers', wrong)).toEqual([
    "Prometheus monitoring/fraiseql, spec.securityContext.seccompProfile.type: Must be 'RuntimeDefault' or 'Localhost', got nothing.",
  ]);
});

test('looks at containers that run first', () => {
  const context = { allowPrivilegeEscalation: true, capabilities: { drop: ['ALL'] } };
  const first = [{ name: 'first', securityContext: context }];
  expect(judge(`${spec}.initContainers`, first)).toEqual([
    `Deployment monitoring/fraiseql-postgres-exporter, ${spec}.initContainers[0].securityContext.allowPrivilegeEscalation: Must be false, so that no program in it gets more rights than its parent, got true.`,
  ]);
});

test('refuses a port of the node', () => {
  expect(judge(`${container}.ports[0].hostPort`, 9187)).toEqual([
    `Deployment monitoring/fraiseql-postgres-exporter, ${container}.ports[0].hostPort: Must not be set, got 9187: it takes that port of the node. Use a Service.`,
  ]);
});
