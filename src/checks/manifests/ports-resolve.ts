import type { Manifest } from '../../model/manifest.ts';
import { oneOf, show } from '../../schemas/show.ts';
import type { Finding, ManifestCheck, Manifests } from './check.ts';
import { allPods, objectsOf } from './objects/inventory.ts';
import { endpointsOf, targetsOf } from './objects/monitors.ts';
import { containersOf, podsOf, type Container } from './objects/pods.ts';
import { listening, podsBehind, portsOf, targetOf } from './objects/services.ts';
import { valuesIn } from './objects/values.ts';

/** Every port that is asked for, by name or number, is one that somebody listens on. */
export const portsResolve: ManifestCheck = (manifests) => [
  ...objectsOf(manifests, 'Service').flatMap((service) => servicePorts(service, manifests)),
  ...objectsOf(manifests, 'ServiceMonitor', 'PodMonitor').flatMap((one) => monitorPorts(one, manifests)),
  ...manifests.all.flatMap(containerPorts),
];

/** A Service leads to ports that its pods have. */
function servicePorts(manifest: Manifest, manifests: Manifests): Finding[] {
  const behind = podsBehind(manifest, allPods(manifests));
  return portsOf(manifest).flatMap((port, index) =>
    behind
      .filter((pods) => targetOf(port, pods) === undefined)
      .map((pods) => ({
        manifest,
        field: `spec.ports[${String(index)}].targetPort`,
        message: `${show(port.targetPort ?? port.port)} (${port.protocol ?? 'TCP'}) is no port of the pods of ${pods.manifest.object.kind} ${show(pods.manifest.object.metadata.name)}, which have ${oneOf(listening(pods).map(({ name, containerPort }) => name ?? containerPort))}.`,
      })),
  );
}

/** A monitor's port is a port of each Service or pod that it finds. */
function monitorPorts(manifest: Manifest, manifests: Manifests): Finding[] {
  const { services, pods, prerequisites } = targetsOf(manifest, manifests);
  const targets = [
    ...services.map((service) => ({
      name: service.object.metadata.name,
      ports: portsOf(service).map((port) => port.name),
    })),
    ...pods.map((one) => ({
      name: one.manifest.object.metadata.name,
      ports: listening(one).map((port) => port.name),
    })),
    ...prerequisites.map(({ name, ports = {} }) => ({ name, ports: Object.keys(ports) })),
  ];
  return endpointsOf(manifest).flatMap(({ field, port }) =>
    targets
      .filter(({ ports }) => !ports.includes(port))
      .map(({ name, ports }) => ({
        manifest,
        field: `${field}.port`,
        message: `${show(port)} is no port of ${show(name)}, which has ${oneOf(ports)}.`,
      })),
  );
}

const containerPorts = (manifest: Manifest): Finding[] =>
  podsOf([manifest]).flatMap((pods) =>
    containersOf(pods).flatMap(({ container, field }) => [
      ...probePorts(container).map(({ probe, message }) => ({
        manifest,
        field: `${field}.${probe}`,
        message,
      })),
      ...undeclared(container).map((message) => ({ manifest, field: `${field}.ports`, message })),
    ]),
  );

/** Probes ask ports of their own container. */
const probePorts = (container: Container): { probe: string; message: string }[] =>
  (['startupProbe', 'readinessProbe', 'livenessProbe'] as const).flatMap((probe) => {
    const { ports = [] } = container;
    const asked = valuesIn(container[probe]).filter(({ key }) => key === 'port');
    return asked
      .filter(({ value }) => !ports.some((port) => port.name === value || port.containerPort === value))
      .map(({ value }) => ({
        probe,
        message: `Port ${show(value)} is none of the container's, ${oneOf(ports.map(({ name, containerPort }) => name ?? containerPort))}.`,
      }));
  });

/** What arguments tell a program to listen on stands among the ports of its container. */
function undeclared({ args = [], ports = [] }: Container): string[] {
  const told = args
    .flatMap((arg) => /^--[\w.-]*(?:port=|address=[\d.]*:)(\d+)$/.exec(arg)?.[1] ?? [])
    .map(Number);
  return told
    .filter((port) => !ports.some(({ containerPort }) => containerPort === port))
    .map((port) => `Lack ${String(port)}, which an argument has it listen on.`);
}
