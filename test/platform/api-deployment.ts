import { toYaml } from '../../src/output/yaml.ts';

/** The probe of the sidecar, which is nobody's business. */
export const sidecarProbe = { httpGet: { path: '/ready', port: 15_021 } };

/** Probes as somebody may have written them before, by what they are. */
const before: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'without probes': {},
  'with the probes that FraiseQL is published with': {
    livenessProbe: {
      httpGet: { path: '/health', port: 'http' },
      initialDelaySeconds: 10,
      periodSeconds: 30,
      timeoutSeconds: 5,
    },
    readinessProbe: {
      httpGet: { path: '/health', port: 'http' },
      initialDelaySeconds: 5,
      failureThreshold: 2,
    },
  },
  'with probes of other kinds': {
    startupProbe: { exec: { command: ['true'] }, initialDelaySeconds: 60 },
    livenessProbe: { grpc: { port: 9090 }, terminationGracePeriodSeconds: 60 },
    readinessProbe: {
      httpGet: {
        path: '/health',
        port: 80,
        scheme: 'HTTPS',
        host: 'example.com',
        httpHeaders: [{ name: 'a', value: 'b' }],
      },
      successThreshold: 3,
    },
  },
};

/** Deployments of the service as other repositories have them, with a sidecar that has probes of its own. */
export const deployments: readonly (readonly [name: string, object: Readonly<Record<string, unknown>>])[] =
  Object.entries(before).map(([name, probes]) => [name, deployment(probes)]);

/** The same as YAML. */
export const asYaml = (object: Readonly<Record<string, unknown>>): string => toYaml(object);

function deployment(probes: Readonly<Record<string, unknown>>) {
  const labels = { app: 'fraiseql-api' };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'fraiseql-api', namespace: 'fraiseql' },
    spec: {
      replicas: 3,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          containers: [
            { name: 'proxy', image: 'registry.example.com/proxy:1.0.0', readinessProbe: sidecarProbe },
            {
              name: 'fraiseql-api',
              image: 'registry.example.com/fraiseql:2.15.0',
              ports: [{ name: 'http', containerPort: 8815 }],
              ...probes,
            },
          ],
        },
      },
    },
  };
}
