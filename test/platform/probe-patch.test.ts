import { load } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { containerProbes } from '../../src/constructs/pod-probes.ts';
import { at } from '../../src/checks/manifests/objects/pods.ts';
import { probePatchFiles } from '../../src/platform/probe-patch.ts';
import { kubernetesVersions, schemaProblems } from '../../src/schemas/validate.ts';
import { podProbesOf } from '../../src/settings/pod-probes.ts';
import type { Settings } from '../../src/settings/schema.ts';
import { makeEnvironment } from '../../src/stack.ts';
import { production, withSettings } from '../good.ts';
import { deployments, sidecarProbe } from './api-deployment.ts';
import { strategicMerge } from './strategic-merge.ts';

type Fields = Readonly<Record<string, unknown>>;

const published = withSettings(production, { 'metrics.binding': 'fraiseql-2.15' });
const better = withSettings(production, {
  'service.podProbes.live.path': '/health/live',
  'service.podProbes.ready.path': '/health/ready',
});

const file = (settings: Settings, name: string): Fields =>
  load(probePatchFiles(settings).get(`production/probes/${name}`) ?? '') as Fields;

const containersOf = (object: Fields) => at(object, 'spec', 'template', 'spec', 'containers') as Fields[];

const asked = (settings: Settings) => {
  const [container = {}] = containersOf(file(settings, 'patch.yaml'));
  return Object.fromEntries(
    ['startupProbe', 'livenessProbe', 'readinessProbe'].map((probe) => {
      const { httpGet, tcpSocket } = container[probe] as Record<string, Fields | null>;
      return [probe, httpGet === null ? tcpSocket?.port : `${String(httpGet?.port)}${String(httpGet?.path)}`];
    }),
  );
};

describe('what is asked', () => {
  test('by the contract is what a server has that keeps no more than the contract', () => {
    expect(asked(production)).toEqual({
      startupProbe: '9090/metrics',
      livenessProbe: '9090/metrics',
      readinessProbe: '9090/metrics',
    });
  });

  test('of the published server is whether it can be connected to, and whether its database is there', () => {
    expect(asked(published)).toEqual({
      startupProbe: 8815,
      livenessProbe: 8815,
      readinessProbe: '8815/readiness',
    });
  });

  test('is what the settings say, where the server can do more', () => {
    expect(asked(better)).toEqual({
      startupProbe: '9090/health/live',
      livenessProbe: '9090/health/live',
      readinessProbe: '9090/health/ready',
    });
  });
});

describe.each(deployments)('a Deployment %s', (_, deployment) => {
  test.each([
    ['contract', production, 9090],
    ['fraiseql-2.15', published, 8815],
  ] as const)('has exactly our probes when it is patched (%s)', (_binding, settings, port) => {
    const patched = strategicMerge(deployment, file(settings, 'patch.yaml'));
    const [sidecar = {}, api = {}, ...more] = containersOf(patched);
    expect(more).toEqual([]);
    expect(api).toMatchObject({ name: 'fraiseql-api', image: 'registry.example.com/fraiseql:2.15.0' });
    const { startupProbe, livenessProbe, readinessProbe } = api;
    expect({ startupProbe, livenessProbe, readinessProbe }).toEqual(
      containerProbes(podProbesOf(settings), port),
    );
    expect(sidecar.readinessProbe).toEqual(sidecarProbe);
    for (const version of kubernetesVersions) expect(schemaProblems(patched, version)).toEqual([]);
  });
});

test('the times are those that were decided', () => {
  expect(containerProbes(podProbesOf(production), 9090)).toMatchObject({
    livenessProbe: { initialDelaySeconds: 10, periodSeconds: 10 },
    readinessProbe: { initialDelaySeconds: 5, periodSeconds: 5 },
  });
});

test('a readiness probe has no grace, which Kubernetes refuses', () => {
  expect(containerProbes(podProbesOf(production), 9090).readinessProbe).not.toHaveProperty(
    'terminationGracePeriodSeconds',
  );
});

test('container and port are those of the settings', () => {
  const settings = withSettings(production, {
    'service.podProbes.container': 'server',
    'service.podProbes.port': 8080,
  });
  expect(containersOf(file(settings, 'patch.yaml')).map(({ name }) => name)).toEqual(['server']);
  expect(asked(settings).livenessProbe).toBe('8080/metrics');
});

test('the patch stands beside the manifests, so that Argo CD does not apply it, and Kustomize finds it', () => {
  const paths = [...makeEnvironment(production).files.keys()].filter((path) => path.includes('probes'));
  expect(paths).toEqual(['production/probes/patch.yaml', 'production/probes/kustomization.yaml']);
  expect(file(production, 'kustomization.yaml')).toMatchObject({ patches: [{ path: 'patch.yaml' }] });
});
