import { show } from '../../schemas/show.ts';
import type { ManifestCheck } from './check.ts';
import { allContainers } from './objects/pods.ts';

/** Every start asks the registry, so that a node runs no image that the registry has withdrawn or would not give it. */
export const pullPolicy: ManifestCheck = ({ all }) =>
  allContainers(all).flatMap(({ pods: { manifest }, container: { imagePullPolicy }, field }) =>
    imagePullPolicy === 'Always'
      ? []
      : [
          {
            manifest,
            field: `${field}.imagePullPolicy`,
            message: `Must be 'Always', got ${show(imagePullPolicy)}.`,
          },
        ],
  );
