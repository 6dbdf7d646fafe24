import { show } from '../../schemas/show.ts';
import type { ManifestCheck } from './check.ts';
import { allContainers, securityOf } from './pods.ts';

/** The lowest id that is nobody on a node. */
const lowest = 10_000;

/** Containers run as a user and a group that a node does not have, so that one who breaks out owns nothing there. */
export const highUserIds: ManifestCheck = ({ all }) =>
  allContainers(all).flatMap((placed) =>
    ['runAsUser', 'runAsGroup'].flatMap((key) => {
      const id = securityOf(placed, key);
      if (typeof id === 'number' && id >= lowest) return [];
      const field = `${placed.field}.securityContext.${key}`;
      return [
        {
          manifest: placed.pods.manifest,
          field,
          message: `Must be at least ${String(lowest)}, got ${show(id)}.`,
        },
      ];
    }),
  );
