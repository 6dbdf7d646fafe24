import { expect, test } from 'vitest';
import { bend, findings } from './judge.ts';

const rule = { apiGroups: [''], resources: ['pods'], verbs: ['list'] };
const role = (change: object) =>
  findings(
    'least-rbac',
    bend('Role', 'monitoring-fraiseql-kube-state-metrics', { rules: [rule, { ...rule, ...change }] }),
  );
const binding = (field: string, value: unknown) =>
  findings('least-rbac', bend('RoleBinding', 'monitoring-fraiseql-kube-state-metrics', { [field]: value }));

test.each([
  ['apiGroups', '*', 'gives what nobody has thought of. Name what is used'],
  ['resources', '*', 'gives what nobody has thought of. Name what is used'],
  ['verbs', '*', 'gives what nobody has thought of. Name what is used'],
  [
    'resources',
    'secrets',
    'lets the account read every password of the namespace. Mount the one that is needed',
  ],
  ['resources', 'pods/exec', 'lets the account run commands in pods of others. Leave it out'],
  ['resources', 'nodes/proxy', "lets the account run commands in every pod of a node. Use 'nodes/metrics'"],
  ['verbs', 'impersonate', 'makes the account somebody else. Leave it out'],
  ['verbs', 'escalate', 'makes the account somebody else. Leave it out'],
  ['verbs', 'patch', 'lets the account change what others rely on. Leave it out'],
])('refuses %s: %s', (field, value, why) => {
  expect(role({ [field]: ['endpoints', value] })).toEqual([
    `Role fraiseql/monitoring-fraiseql-kube-state-metrics, rules[1].${field}[1]: '${value}' ${why}.`,
  ]);
});

test('takes verbs and resources that are called like what every object of JavaScript has', () => {
  expect(role({ resources: ['constructor'] })).toEqual([]);
});

test('refuses a role that every cluster has', () => {
  expect(binding('roleRef.name', 'cluster-admin')).toEqual([
    "RoleBinding fraiseql/monitoring-fraiseql-kube-state-metrics, roleRef.name: 'cluster-admin' gives more than is used. Write a role of what is.",
  ]);
});

test.each([
  ['Group', 'system:authenticated'],
  ['User', 'jane'],
  ['ServiceAccount', 'default'],
])('refuses rights for %s %s', (kind, name) => {
  expect(binding('subjects', [{ kind, name }])).toEqual([
    `RoleBinding fraiseql/monitoring-fraiseql-kube-state-metrics, subjects[0]: Must be the ServiceAccount of one workload, got ${kind} '${name}'.`,
  ]);
});
