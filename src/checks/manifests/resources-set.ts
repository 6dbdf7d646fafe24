import { show } from '../../schemas/show.ts';
import type { Finding, ManifestCheck } from './check.ts';
import { allContainers, type PlacedContainer } from './objects/pods.ts';

/** Every container says what it needs and what it may take, and takes no memory that it was not given. */
export const resourcesSet: ManifestCheck = ({ all }) =>
  allContainers(all).flatMap((placed) => [...missing(placed), ...memory(placed)]);

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
