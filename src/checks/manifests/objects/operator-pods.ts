import type { KubernetesObject, Manifest } from '../../../model/manifest.ts';
import { at, type Container, type ContainerPort, type Pods, type PodSpec } from './pods.ts';

type Fields = Readonly<Record<string, unknown>>;
type Labels = Readonly<Record<string, string>>;

/** What the operator (0.85, read off a StatefulSet that it made) gives every container of its own. */
const hardened = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ['ALL'] },
} as const;

/** What the operator makes of a program: its ports, and whether it asks it for its health and starts a container before it. */
interface Program {
  readonly ports: readonly ContainerPort[];
  readonly isProbed: boolean;
  readonly hasInit: boolean;
}

const programs: Readonly<Record<string, Program>> = {
  prometheus: { isProbed: true, hasInit: true, ports: [{ name: 'web', containerPort: 9090 }] },
  alertmanager: {
    isProbed: true,
    hasInit: true,
    ports: [
      { name: 'web', containerPort: 9093 },
      { name: 'mesh-tcp', containerPort: 9094 },
      { name: 'mesh-udp', containerPort: 9094, protocol: 'UDP' },
    ],
  },
  'thanos-ruler': {
    isProbed: false,
    hasInit: false,
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
    metadataField: 'spec.podMetadata',
    namespace: object.metadata.namespace ?? '',
    labels: { ...((at(object, 'spec', 'podMetadata', 'labels') ?? {}) as Labels), ...named },
    annotations: (at(object, 'spec', 'podMetadata', 'annotations') ?? {}) as Labels,
    replicas: (at(object, 'spec', 'replicas') ?? 1) as number,
    spec: {
      ...spec,
      volumes: [...(spec.volumes ?? []), ...secretVolumes(object)],
      initContainers: merge(initContainers(spec, program), spec.initContainers),
      containers: merge(operatorContainers(spec, program), spec.containers),
    },
    ends: false,
    places: placesOf(spec, program),
  };
}

/** Where somebody changes a container: in the lists, or what the object has for the program and the sidecar. */
function placesOf(spec: PodSpec, program: string): Readonly<Record<string, string>> {
  const named = (['initContainers', 'containers'] as const).flatMap((list) =>
    (spec[list] ?? []).map(({ name }, index) => [name, `spec.${list}[${String(index)}]`]),
  );
  return {
    'init-config-reloader': 'spec.initContainers[init-config-reloader]',
    'config-reloader': 'spec.containers[config-reloader]',
    'thanos-sidecar': 'spec.thanos',
    [program]: 'spec',
    ...(Object.fromEntries(named) as Record<string, string>),
  };
}

const initContainers = (spec: PodSpec, program: string): Container[] =>
  programs[program]?.hasInit === true ? [withPolicy({ name: 'init-config-reloader' }, spec)] : [];

function operatorContainers(spec: PodSpec & { readonly thanos?: Container }, program: string): Container[] {
  const { image, resources, volumeMounts, objectStorageConfigFile, thanos } = spec as PodSpec &
    Container & { readonly thanos?: Container };
  const probe = (path: string) => ({ httpGet: { path, port: 'web' } });
  const probes = { readinessProbe: probe('/-/ready'), livenessProbe: probe('/-/healthy') };
  const main = {
    name: program,
    ...(image === undefined ? {} : { image }),
    ...(resources === undefined ? {} : { resources }),
    ...(volumeMounts === undefined ? {} : { volumeMounts }),
    ...(objectStorageConfigFile === undefined ? {} : { objectStorageConfigFile }),
    ports: programs[program]?.ports ?? [],
    ...(programs[program]?.isProbed === true ? probes : {}),
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
