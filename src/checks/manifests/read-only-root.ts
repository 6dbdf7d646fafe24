import { show } from '../../schemas/show.ts';
import type { ManifestCheck } from './check.ts';
import { allContainers } from './objects/pods.ts';

/** Nobody writes to a container's own file system: what a program may change is a volume that the manifest names. */
export const readOnlyRoot: ManifestCheck = ({ all }) =>
  allContainers(all).flatMap(({ pods: { manifest }, container, field }) => {
    const value = container.securityContext?.readOnlyRootFilesystem;
    if (value === true) return [];
    const message = `Must be true, got ${show(value)}. Mount an emptyDir where the program writes.`;
    return [{ manifest, field: `${field}.securityContext.readOnlyRootFilesystem`, message }];
  });
