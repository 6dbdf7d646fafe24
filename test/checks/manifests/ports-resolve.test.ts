import { expect, test } from 'vitest';
import { manifestsOf, bend, findings, good, type Change } from './judge.ts';
import { production, withSettings } from '../../good.ts';

const check = (manifests: Parameters<typeof findings>[1]) => findings('ports-resolve', manifests);
const bent = (kind: string, name: string, change: Change) => check(bend(kind, name, change));

test('takes the ports of production', () => {
  expect(check(good())).toEqual([]);
});

test('refuses a Service that leads to a port which its pods do not have', () => {
  expect(bent('Service', 'fraiseql-prometheus', { 'spec.ports[1].targetPort': 8081 })).toEqual([
    "Service monitoring/fraiseql-prometheus, spec.ports[1].targetPort: 8081 (TCP) is no port of the pods of Prometheus 'fraiseql', which have 'web', 'reloader-web', 'http' or 'grpc'.",
  ]);
});

test('takes the name of a port as well as its number, and refuses a name that nobody has', () => {
  const service = 'fraiseql-blackbox-exporter';
  expect(bent('Service', service, { 'spec.ports[0].targetPort': 'http' })).toEqual([]);
  expect(bent('Service', service, { 'spec.ports[0].targetPort': 'https' })).toHaveLength(1);
});

test('takes the number of the Service for that of the pods where it says no other, and minds the protocol', () => {
  const service = 'fraiseql-blackbox-exporter';
  expect(bent('Service', service, { 'spec.ports[0].targetPort': undefined })).toEqual([]);
  expect(bent('Service', service, { 'spec.ports[0].protocol': 'UDP' })).toHaveLength(1);
});

test('refuses a monitor of a port that the Service does not have', () => {
  expect(bent('ServiceMonitor', 'fraiseql-thanos-store', { 'spec.endpoints[0].port': 'web' })).toEqual([
    "ServiceMonitor monitoring/fraiseql-thanos-store, spec.endpoints[0].port: 'web' is no port of 'fraiseql-thanos-store', which has 'grpc' or 'http'.",
  ]);
});

test('refuses a monitor of a port that a Service of others is not said to have', () => {
  expect(bent('ServiceMonitor', 'fraiseql-api', { 'spec.endpoints[0].port': 'http' })).toEqual([
    "ServiceMonitor monitoring/fraiseql-api, spec.endpoints[0].port: 'http' is no port of 'fraiseql-api', which has 'metrics'.",
  ]);
});

test('refuses a monitor of a port that pods of others are not said to have', () => {
  const manifests = manifestsOf(withSettings(production, { 'service.scrape.via': 'pods' }));
  const other = structuredClone(manifests);
  const monitor = other.all.find(({ object }) => object.kind === 'PodMonitor');
  Object.assign(monitor?.object.spec as object, { podMetricsEndpoints: [{ port: 'admin' }] });
  expect(check(other)).toEqual([
    "PodMonitor monitoring/fraiseql-api, spec.podMetricsEndpoints[0].port: 'admin' is no port of 'fraiseql-api', which has 'metrics'.",
  ]);
});

test.each(['readinessProbe.httpGet', 'livenessProbe.tcpSocket'])(
  'refuses a %s of a port that is not there',
  (probe) => {
    const field = 'spec.template.spec.containers[0]';
    const said = bent('Deployment', 'fraiseql-kube-state-metrics', { [`${field}.${probe}.port`]: 'health' });
    expect(said).toEqual([
      `Deployment monitoring/fraiseql-kube-state-metrics, ${field}.${probe.replace(/\..*/, '')}: Port 'health' is none of the container's, 'http' or 'telemetry'.`,
    ]);
  },
);

test.each([
  ['fraiseql-kube-state-metrics', 3, '--port=8888', '8888'],
  ['fraiseql-thanos-query', 2, '--http-address=0.0.0.0:10904', '10904'],
])('refuses an argument by which %s listens elsewhere', (name, index, arg, port) => {
  const field = 'spec.template.spec.containers[0]';
  expect(bent('Deployment', name, { [`${field}.args[${String(index)}]`]: arg })).toEqual([
    `Deployment monitoring/${name}, ${field}.ports: Lack ${port}, which an argument has it listen on.`,
  ]);
});
