import { oneOf, show } from '../../schemas/show.ts';
import type { Finding, ManifestCheck } from './check.ts';
import { allContainers, at, securityOf, type PlacedContainer } from './objects/pods.ts';
import { toldOnce } from './objects/told-once.ts';

/** Containers have no right that they do not need: Pod Security "restricted", the controls of each container. */
export const restrictedContainers: ManifestCheck = ({ all }) =>
  toldOnce(
    allContainers(all).flatMap((placed) => [
      ...own.flatMap((control) => judgeOwn(placed, control)),
      ...inherited.flatMap((control) => judgeInherited(placed, control)),
      ...hostPorts(placed),
    ]),
  );

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
    must: 'Must not be true: the container would be root on its node',
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

function judgeOwn({ pods: { manifest }, container, field }: PlacedContainer, control: Control): Finding[] {
  const value = at(container.securityContext, ...control.field.split('.'));
  if (control.isFine(value)) return [];
  return [
    { manifest, field: `${field}.securityContext.${control.field}`, message: messageOf(control, value) },
  ];
}

function judgeInherited(placed: PlacedContainer, control: Control): Finding[] {
  const { value, field } = securityOf(placed, control.field);
  if (control.isFine(value)) return [];
  return [{ manifest: placed.pods.manifest, field, message: messageOf(control, value) }];
}

const messageOf = ({ must }: Control, value: unknown): string =>
  `${must}, got ${Array.isArray(value) ? value.map(show).join(', ') : show(value)}.`;

/** Ports on the node's own address. */
const hostPorts = ({ pods: { manifest }, container, field }: PlacedContainer): Finding[] =>
  (container.ports ?? []).flatMap(({ hostPort = 0 }, index) => {
    if (hostPort === 0) return [];
    const message = `Must not be set, got ${show(hostPort)}: it takes that port of the node. Use a Service.`;
    return [{ manifest, field: `${field}.ports[${String(index)}].hostPort`, message }];
  });
