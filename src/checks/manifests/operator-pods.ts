import type { KubernetesObject, Manifest } from '../../model/manifest.ts';
import { at, type Container, type ContainerPort, type Pods, type PodSpec } from './pods.ts';

type Fields = Readonly<Record<string, unknown>>;
type Labels = Readonly<Record<string, string>>;

/** What the operator (0.85, read off a StatefulSet that it made) gives every container of its own. */
const hardened = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ['ALL'] },
} as const;

/** Ports and probes of the operator's containers, by program. */
const programs: Readonly<Record<string, { readonly ports: readonly ContainerPort[] }>> = {
  prometheus: { ports: [{ name: 'web', containerPort: 9090 }] },
  alertmanager: {
    ports: [
      { name: 'web', containerPort: 9093 },
      { name: 'mesh-tcp', containerPort: 9094 },
      { name: 'mesh-udp', containerPort: 9094, protocol: 'UDP' },
    ],
  },
  'thanos-ruler': {
    ports: [
      { name: 'grpc', containerPort: 10_901 },
      { name: 'web', containerPort: 10_902 },
    ],
  },
};

/** The pods that the operator makes: its containers, merged by name with those that the object names. */
export function ofOperator(manifest: Manifest, program: string): Pods {
  const { object } = manifest;
  const spec = object.spec as PodSpec & { readonly thanos?: Container };
  const named = { 'app.kubernetes.io/name': program, 'app.kubernetes.io/instance': object.metadata.name };
  return {
    manifest,
    field: 'spec',
    namespace: object.metadata.namespace ?? '',
    labels: { ...((at(object, 'spec', 'podMetadata', 'labels') ?? {}) as Labels), ...named },
    replicas: (at(object, 'spec', 'replicas') ?? 1) as number,
    spec: {
      ...spec,
      volumes: [...secretVolumes(object), ...(spec.volumes ?? [])],
      initContainers: merge([{ name: 'init-config-reloader' }], spec.initContainers),
      containers: merge(operatorContainers(spec, program), spec.containers),
    },
    ends: false,
  };
}

function operatorContainers(spec: PodSpec & { readonly thanos?: Container }, program: string): Container[] {
  const { image, resources, thanos } = spec as PodSpec & Container & { readonly thanos?: Container };
  const probe = (path: string) => ({ httpGet: { path, port: 'web' } });
  const main = {
    name: program,
    ...(image === undefined ? {} : { image }),
    ...(resources === undefined ? {} : { resources }),
    ports: programs[program]?.ports ?? [],
    readinessProbe: probe('/-/ready'),
    livenessProbe: probe('/-/healthy'),
  };
  const reloader = { name: 'config-reloader', ports: [{ name: 'reloader-web', containerPort: 8080 }] };
  const sidecarPorts = [
    { name: 'http', containerPort: 10_902 },
    { name: 'grpc', containerPort: 10_901 },
  ];
  const sidecar = thanos === undefined ? [] : [{ ...thanos, name: 'thanos-sidecar', ports: sidecarPorts }];
  return [main, reloader, ...sidecar].map((container) => withPolicy(container, spec));
}

const withPolicy = (container: Container, spec: PodSpec): Container => ({
  imagePullPolicy: (spec.imagePullPolicy ?? 'IfNotPresent') as string,
  ...container,
});

/** A container that the object names changes the operator's of that name, or comes on top. */
function merge(made: readonly Container[], named: readonly Container[] = []): Container[] {
  const changed = made.map((container) => ({
    ...container,
    ...named.find(({ name }) => name === container.name),
    securityContext: { ...hardened, ...named.find(({ name }) => name === container.name)?.securityContext },
  }));
  return [...changed, ...named.filter(({ name }) => !made.some((container) => container.name === name))];
}

/** Secrets that the operator mounts. */
function secretVolumes(object: KubernetesObject): ({ name: string } & Fields)[] {
  const config = at(object, 'spec', 'configSecret') as string | undefined;
  const names = [
    ...(config === undefined ? [] : [config]),
    ...((at(object, 'spec', 'secrets') ?? []) as string[]),
  ];
  return names.map((secretName) => ({ name: `secret-${secretName}`, secret: { secretName } }));
}
