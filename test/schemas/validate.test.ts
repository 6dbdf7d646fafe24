import { describe, expect, test } from 'vitest';
import { kinds } from '../../src/schemas/kinds.ts';
import { kubernetesVersions, schemaProblems } from '../../src/schemas/validate.ts';
import { bent, examples } from './examples.ts';
import { faults } from './faults.ts';

const names = Object.entries(kinds).flatMap(([apiVersion, each]) =>
  each.map((kind) => `${apiVersion} ${kind}`),
);

test('every kind has an example', () => {
  expect(Object.keys(examples).sort()).toEqual([...names].sort());
});

describe.each(kubernetesVersions)('Kubernetes %s', (version) => {
  test.each(names)('takes a good %s', (name) => {
    expect(schemaProblems(examples[name], version)).toEqual([]);
  });

  test.each(names)('refuses a field that %s has not', (name) => {
    expect(schemaProblems(bent(name, 'sepc', {}), version).map(({ field }) => field)).toEqual(['sepc']);
  });
});

describe.each(Object.entries(faults))('%s', (_, rows) => {
  test.each(rows)('%s', (...[, kind, field, value, message]) => {
    expect(schemaProblems(bent(kind, field, value), '1.27')).toEqual([{ field, message }]);
  });
});

test('takes a field that came after 1.27 with the newest Kubernetes alone', () => {
  const sidecar = bent('v1 Pod', 'spec.containers[0].restartPolicy', 'Always');
  const field = 'spec.containers[0].restartPolicy';
  expect(schemaProblems(sidecar, '1.27')).toEqual([{ field, message: 'No such field in Kubernetes 1.27.' }]);
  expect(schemaProblems(sidecar, '1.37')).toEqual([]);
});

test('looks into what a custom resource takes from Kubernetes with the same version', () => {
  const sidecar = bent('monitoring.coreos.com/v1 Prometheus', 'spec.containers[0].restartPolicy', 'Always');
  expect(schemaProblems(sidecar, '1.27').map(({ field }) => field)).toEqual([
    'spec.containers[0].restartPolicy',
  ]);
  expect(schemaProblems(sidecar, '1.37')).toEqual([]);
});

describe('quantities', () => {
  const cpu = (value: unknown) =>
    schemaProblems(bent('v1 Pod', 'spec.containers[0].resources.requests.cpu', value), '1.27').length;

  test.each([1, 0.5, '1', '250m', '1.5', '.5', '+1', '2Gi', '1e3', '1E', '100k', '0'])(
    'takes %o',
    (value) => {
      expect(cpu(value)).toBe(0);
    },
  );

  test.each(['', '10 m', '1,5', '2GiB', '2gi', '1K', 'm', '1e', 'one', true, null])('refuses %o', (value) => {
    expect(cpu(value)).toBe(1);
  });
});

describe('what has no schema', () => {
  const problems = (field: string, value: unknown) =>
    schemaProblems(bent('batch/v1 CronJob', field, value), '1.27');

  test('is refused with the way to add it', () => {
    expect(problems('kind', 'CronTab')).toEqual([
      {
        field: 'kind',
        message:
          "'batch/v1 CronTab' has no schema here: add it to src/schemas/kinds.ts. Did you mean 'CronJob'?",
      },
    ]);
    expect(problems('kind', 'Workflow')).toEqual([
      { field: 'kind', message: "'batch/v1 Workflow' has no schema here: add it to src/schemas/kinds.ts." },
    ]);
  });

  test('is refused with the apiVersion that the kind has', () => {
    expect(problems('apiVersion', 'batch/v1beta1')).toEqual([
      {
        field: 'kind',
        message:
          "'batch/v1beta1 CronJob' has no schema here: add it to src/schemas/kinds.ts. Did you mean 'batch/v1 CronJob'?",
      },
    ]);
  });

  test('is refused if it does not tell its kind', () => {
    expect(problems('apiVersion', undefined)).toEqual([{ field: 'apiVersion', message: 'Is missing.' }]);
    expect(problems('kind', 1)).toEqual([{ field: 'kind', message: 'Must be a string, got 1.' }]);
    expect(schemaProblems([], '1.27')).toEqual([{ field: '', message: 'Must be a map, got a list.' }]);
  });
});

test('tells every problem of an object in the order of its fields, what is missing first', () => {
  const service = { apiVersion: 'v1', kind: 'Service', spec: { type: 1, ports: [{ prot: 80 }] } };
  expect(schemaProblems(service, '1.27')).toEqual([
    {
      field: 'spec.type',
      message: "Must be 'ClusterIP', 'ExternalName', 'LoadBalancer' or 'NodePort', got 1.",
    },
    { field: 'spec.ports[0].port', message: 'Is missing.' },
    { field: 'spec.ports[0].prot', message: "No such field in Kubernetes 1.27. Did you mean 'port'?" },
  ]);
});

test('takes a label that is called like what every object of JavaScript has', () => {
  expect(schemaProblems(bent('v1 Service', 'metadata.labels.constructor', 'me'), '1.27')).toEqual([]);
  expect(schemaProblems(bent('v1 Service', 'spec.constructor', 'me'), '1.27')).toHaveLength(1);
});

test('takes a field without value for none, as JSON does', () => {
  const service = { apiVersion: 'v1', kind: 'Service', spec: undefined, spce: undefined };
  expect(schemaProblems(service, '1.27')).toEqual([]);
});

test('keeps control characters and long text of a value out of the message', () => {
  const [problem] = schemaProblems(bent('v1 Service', 'spec.type', `\u001b[31m\n${'x'.repeat(99)}`), '1.27');
  expect(problem?.message).toMatch(/got ' \[31m x{74}…'\.$/);
});
