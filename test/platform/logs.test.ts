import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readLogsConfig } from '../../src/logs/read.ts';
import type { KubernetesObject } from '../../src/model/manifest.ts';
import { readSettings } from '../../src/settings/read.ts';
import type { Settings } from '../../src/settings/schema.ts';
import { makeEnvironment } from '../../src/stack.ts';
import { inside } from '../checks/manifests/judge.ts';
import { production } from '../good.ts';
import { file } from '../logs/run.ts';
import { variants } from '../variants.ts';

const variant = (name: string): Settings => {
  const found = variants.find(([one]) => one === name);
  if (found === undefined) throw new Error(`No variant is called ${name}.`);
  return found[1];
};
const own = variant('production with logs');
const objects = makeEnvironment(own).manifests.map(({ object }) => object);
const of = (all: readonly KubernetesObject[], kind: string, name: string): KubernetesObject => {
  const found = all.find(
    (one) => one.kind === kind && one.metadata.name === name && one.metadata.namespace !== 'monitoring',
  );
  if (found === undefined) throw new Error(`No ${kind} is called ${name}.`);
  return found;
};
const daemonSet = of(objects, 'DaemonSet', 'fraiseql-filebeat');
const podOf = (object: KubernetesObject) => inside(object, 'spec', 'template', 'spec');
const workloads = [
  daemonSet,
  of(objects, 'Job', 'fraiseql-logs-setup'),
  of(objects, 'Deployment', 'fraiseql-logs-exporter'),
];

test('nothing of it is there where the settings have no logs', () => {
  const names = makeEnvironment(production).manifests.map(({ object }) => object.metadata);
  expect(names.filter(({ namespace, name }) => namespace === 'logging' || name.includes('logs'))).toEqual([]);
});

test.each(workloads)(
  '$metadata.name mounts its own key and no other, and has none in its environment',
  (object) => {
    const pod = podOf(object);
    const volumes = pod.volumes as { secret?: { items: { key: string }[] } }[];
    const keys = volumes.flatMap(({ secret }) => secret?.items.map(({ key }) => key) ?? []);
    const expected = { DaemonSet: 'shipper.yml', Job: 'setup-api-key', Deployment: 'exporter-api-key' };
    expect(keys).toEqual([expected[object.kind as keyof typeof expected], 'ca.crt']);
    expect(JSON.stringify(pod)).not.toContain('secretKeyRef');
    expect(pod.automountServiceAccountToken).toBe(false);
  },
);

test('Filebeat is applied after the Job has ended, and nothing else waits for that', () => {
  const wave = (object: KubernetesObject) =>
    Number(object.metadata.annotations?.['argocd.argoproj.io/sync-wave']);
  const job = of(objects, 'Job', 'fraiseql-logs-setup');
  expect(job.metadata.annotations).toMatchObject({ 'argocd.argoproj.io/hook': 'Sync' });
  const later = objects.filter((one) => wave(one) > wave(job)).map(({ kind }) => kind);
  expect(later).toEqual(['DaemonSet']);
});

test('Filebeat reads the files that the DaemonSet mounts, and its key from the second of them', () => {
  const { data } = of(objects, 'ConfigMap', 'fraiseql-filebeat') as unknown as {
    data: Record<string, string>;
  };
  const config = parse(data['filebeat.yml'] ?? '') as {
    'path.data': string;
    'filebeat.inputs': { paths: string[] }[];
  };
  const mounts = inside(daemonSet, 'spec', 'template', 'spec', 'containers', 0).volumeMounts as {
    mountPath: string;
    readOnly?: boolean;
  }[];
  const writable = mounts.filter(({ readOnly }) => readOnly !== true).map(({ mountPath }) => mountPath);
  expect(writable).toEqual([config['path.data']]);
  for (const { paths } of config['filebeat.inputs']) {
    expect(mounts.some(({ mountPath }) => paths.every((path) => path.startsWith(`${mountPath}/`)))).toBe(
      true,
    );
  }
});

test('the commands take the configuration that they are given', () => {
  const { data } = of(objects, 'ConfigMap', 'fraiseql-logs-setup') as unknown as {
    data: Record<string, string>;
  };
  expect(readLogsConfig(file('from-synth.yaml', data['logs.yaml'] ?? ''))).toMatchObject({
    environment: 'production',
    retention: { days: 90, rollover: '7d' },
  });
});

describe('the network', () => {
  /** What a policy opens, in short. */
  const opened = (all: readonly KubernetesObject[], name: string) =>
    inside(of(all, 'NetworkPolicy', name), 'spec') as {
      ingress?: object[];
      egress?: { to: object[]; ports: { port: number }[] }[];
    };

  test('lets Filebeat ask for addresses and talk to Elasticsearch, and nobody talk to it', () => {
    const { ingress, egress } = opened(objects, 'fraiseql-filebeat');
    expect(ingress).toBeUndefined();
    expect(egress?.map(({ ports }) => ports.map(({ port }) => port))).toEqual([[9200], [53, 53]]);
  });

  test.each([
    ['production with logs', 'prometheus'],
    [
      'production in a shared Prometheus, with logs that go to another namespace, without a secret store',
      'prometheus',
    ],
  ])('lets the Prometheus of the other namespace in, for %s', (name, prometheus) => {
    const all = makeEnvironment(variant(name)).manifests.map(({ object }) => object);
    const { ingress } = opened(all, 'fraiseql-logs-exporter');
    expect(JSON.stringify(ingress)).toContain('"kubernetes.io/metadata.name":"monitoring"');
    expect(JSON.stringify(ingress)).toContain(`"app.kubernetes.io/name":"${prometheus}"`);
  });
});

describe('settings', () => {
  const good = readFileSync('test/good/production.yaml', 'utf8');
  const read = (lines: string) => (): Settings => {
    const image = 'registry.example.com/fraiseql-monitoring:0.1.0';
    return readSettings(file('production.yaml', `${good}\nlogs:\n  image: ${image}\n${lines}`));
  };

  test.each([
    ['  elasticsearch:\n    url: http://es.logs.svc:9200\n', 'an https:// address'],
    [
      '  namespace: monitoring\n  elasticsearch:\n    url: https://es.logs.svc:9200\n',
      "'logs.namespace' must be a namespace for the logs alone",
    ],
    [
      '  namespace: fraiseql\n  elasticsearch:\n    url: https://es.logs.svc:9200\n',
      "'logs.namespace' must be a namespace for the logs alone",
    ],
    [
      '  elasticsearch:\n    url: https://es.logs.svc:9200\n  retention:\n    rollover: 5m\n',
      'whole days or hours',
    ],
  ])('%j is refused', (lines, words) => {
    expect(read(lines)).toThrow(words);
  });
});
