import { show } from '../../schemas/show.ts';
import type { ManifestCheck } from './check.ts';
import { allContainers, securityOf } from './objects/pods.ts';
import { toldOnce } from './objects/told-once.ts';

/** The lowest id that is nobody on a node. */
const lowest = 10_000;

/** Containers run as a user and a group that a node does not have, so that one who breaks out owns nothing there. */
export const highUserIds: ManifestCheck = ({ all }) =>
  toldOnce(
    allContainers(all).flatMap((placed) =>
      ['runAsUser', 'runAsGroup'].flatMap((key) => {
        const { value, field } = securityOf(placed, key);
        if (typeof value === 'number' && value >= lowest) return [];
        const message = `Must be at least ${String(lowest)}, got ${show(value)}.`;
        return [{ manifest: placed.pods.manifest, field, message }];
      }),
    ),
  );
