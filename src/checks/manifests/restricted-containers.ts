import { oneOf, show } from '../../schemas/show.ts';
import type { Finding, ManifestCheck } from './check.ts';
import { at, podsOf, containersOf, type PlacedContainer, type Pods } from './pods.ts';

/** Containers have no right that they do not need: Pod Security "restricted", the controls of each container. */
export const restrictedContainers: ManifestCheck = ({ all }) =>
  podsOf(all).flatMap((pods) => {
    const found = containersOf(pods).flatMap((placed) => [
      ...own.flatMap((control) => judge(placed, control, false)),
      ...inherited.flatMap((control) => judge(placed, control, true)),
      ...reachesHost(placed),
    ]);
    // What the pod lacks is told once, not for each of its containers.
    return found.filter(({ field }, index) => found.findIndex((other) => other.field === field) === index);
  });

/** A field of a security context, such as `capabilities.drop`, and what it must be. */
interface Control {
  readonly field: string;
  readonly isFine: (value: unknown) => boolean;
  readonly must: string;
}

const profiles = ['RuntimeDefault', 'Localhost'];
const seLinuxTypes = ['container_t', 'container_init_t', 'container_kvm_t', 'container_engine_t'];
const isUnset = (value: unknown): boolean => value === undefined || value === '';
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Fields that only a container has. */
const own: readonly Control[] = [
  {
    field: 'privileged',
    isFine: (value) => value !== true,
    must: 'Must not be true: the container would be root on its node. Remove it',
  },
  {
    field: 'allowPrivilegeEscalation',
    isFine: (value) => value === false,
    must: 'Must be false, so that no program in it gets more rights than its parent',
  },
  {
    field: 'capabilities.drop',
    isFine: (value) => list(value).includes('ALL'),
    must: "Must name 'ALL'",
  },
  {
    field: 'capabilities.add',
    isFine: (value) => list(value).every((one) => one === 'NET_BIND_SERVICE'),
    must: "Must name nothing but 'NET_BIND_SERVICE'",
  },
  {
    field: 'procMount',
    isFine: (value) => isUnset(value) || value === 'Default',
    must: "Must be 'Default'",
  },
];

/** Fields that a container takes from its pod. */
const inherited: readonly Control[] = [
  { field: 'runAsNonRoot', isFine: (value) => value === true, must: 'Must be true' },
  { field: 'runAsUser', isFine: (value) => value !== 0, must: 'Must not be root' },
  {
    field: 'seccompProfile.type',
    isFine: (value) => profiles.includes(String(value)),
    must: `Must be ${oneOf(profiles)}`,
  },
  {
    field: 'appArmorProfile.type',
    isFine: (value) => isUnset(value) || profiles.includes(String(value)),
    must: `Must be ${oneOf(profiles)}`,
  },
  {
    field: 'seLinuxOptions.type',
    isFine: (value) => isUnset(value) || seLinuxTypes.includes(String(value)),
    must: `Must be ${oneOf(seLinuxTypes)}`,
  },
  { field: 'seLinuxOptions.user', isFine: isUnset, must: 'Must not be set' },
  { field: 'seLinuxOptions.role', isFine: isUnset, must: 'Must not be set' },
  { field: 'windowsOptions.hostProcess', isFine: (value) => value !== true, must: 'Must not be true' },
];

function judge({ pods, container, field }: PlacedContainer, control: Control, fromPod: boolean): Finding[] {
  const path = control.field.split('.');
  const ours = at(container.securityContext, ...path);
  const value = ours ?? (fromPod ? at(pods.spec.securityContext, ...path) : undefined);
  if (control.isFine(value)) return [];
  const place = fromPod && ours === undefined ? pods.field : field;
  const message = `${control.must}, got ${shown(value)}.`;
  return [{ manifest: pods.manifest, field: `${place}.securityContext.${control.field}`, message }];
}

const shown = (value: unknown): string =>
  Array.isArray(value) && value.length > 0 ? oneOf(value).replace(' or ', ' and ') : show(value);

/** Ports on the node's own address. */
const reachesHost = ({ pods, container, field }: PlacedContainer): Finding[] =>
  (container.ports ?? []).flatMap(({ hostPort }, index) =>
    (hostPort ?? 0) === 0 ? [] : [hostPortOf(pods, `${field}.ports[${String(index)}].hostPort`, hostPort)],
  );

const hostPortOf = ({ manifest }: Pods, field: string, port: unknown): Finding => ({
  manifest,
  field,
  message: `Must not be set, got ${show(port)}: it takes that port of the node. Use a Service.`,
});
