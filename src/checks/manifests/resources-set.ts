import type { Manifest } from '../../model/manifest.ts';
import { show } from '../../schemas/show.ts';
import type { Finding, ManifestCheck } from './check.ts';
import { nanosOf } from './objects/canonical.ts';
import { allContainers, at, type PlacedContainer } from './objects/pods.ts';

/** Every container says what it needs and what it may take, takes no memory that it was not given, and can start with it. */
export const resourcesSet: ManifestCheck = ({ all }) => [
  ...allContainers(all).flatMap((placed) => [
    ...missing(placed),
    ...memory(placed),
    ...limits(placed),
    ...enough(placed),
  ]),
  ...all.flatMap(claims),
];

const missing = ({ pods: { manifest }, container, field }: PlacedContainer): Finding[] =>
  (['requests', 'limits'] as const).flatMap((side) =>
    ['cpu', 'memory', 'ephemeral-storage']
      .filter((resource) => container.resources?.[side]?.[resource] === undefined)
      .map((resource) => ({
        manifest,
        field: `${field}.resources.${side}.${resource}`,
        message: 'Is missing: the scheduler and the node would guess.',
      })),
  );

function memory({ pods: { manifest }, container, field }: PlacedContainer): Finding[] {
  const request = container.resources?.requests?.memory;
  const limit = container.resources?.limits?.memory;
  if (request === undefined || limit === undefined || request === limit) return [];
  const message = `Must be the request, ${show(request)}, got ${show(limit)}: memory cannot be taken back, so that a full node would kill pods.`;
  return [{ manifest, field: `${field}.resources.limits.memory`, message }];
}

function limits({ pods: { manifest }, container, field }: PlacedContainer): Finding[] {
  return ['cpu', 'ephemeral-storage'].flatMap((resource) => {
    const request = container.resources?.requests?.[resource];
    const limit = container.resources?.limits?.[resource];
    if (!isBelow(limit, request)) return [];
    const message = `Must not be below the request, ${show(request)}, got ${show(limit)}: the API server would refuse the pods.`;
    return [{ manifest, field: `${field}.resources.limits.${resource}`, message }];
  });
}

const leastMemory = '16Mi';

function enough({ pods: { manifest }, container, field }: PlacedContainer): Finding[] {
  const request = container.resources?.requests?.memory;
  if (!isBelow(request, leastMemory)) return [];
  const message = `Must be ${leastMemory} or more, got ${show(request)}: no program starts with less.`;
  return [{ manifest, field: `${field}.resources.requests.memory`, message }];
}

const leastStorage = '1Gi';

/** Volumes that an object claims, and where it says how large they are. */
function claims(manifest: Manifest): Finding[] {
  const { kind, spec } = manifest.object;
  const templates = at(spec, 'volumeClaimTemplates');
  const claimed: [field: string, claim: unknown][] = [
    ['spec', kind === 'PersistentVolumeClaim' ? spec : undefined],
    ['spec.storage.volumeClaimTemplate.spec', at(spec, 'storage', 'volumeClaimTemplate', 'spec')],
    ...(Array.isArray(templates) ? templates : []).map((template, index): [string, unknown] => [
      `spec.volumeClaimTemplates[${String(index)}].spec`,
      at(template, 'spec'),
    ]),
  ];
  return claimed.flatMap(([field, claim]) => {
    const storage = at(claim, 'resources', 'requests', 'storage');
    if (!isBelow(storage, leastStorage)) return [];
    const message = `Must be ${leastStorage} or more, got ${show(storage)}: the volume would be full at once.`;
    return [{ manifest, field: `${field}.resources.requests.storage`, message }];
  });
}

/** Whether one amount is below another; what is no amount is not this check's matter. */
function isBelow(amount: unknown, other: unknown): boolean {
  const [left, right] = [amount, other].map((one) => nanosOf(String(one)));
  return left !== undefined && right !== undefined && left < right;
}
