import { show } from '../../schemas/show.ts';
import type { ManifestCheck } from './check.ts';
import { allContainers } from './objects/pods.ts';

/** Every image says its registry, and a version that is the same tomorrow: a digest, or a tag with two numbers or more. */
export const imagePinned: ManifestCheck = ({ all }) =>
  allContainers(all).flatMap(({ pods: { manifest }, container: { image }, field }) => {
    const message = wrongImage(image);
    return message === undefined ? [] : [{ manifest, field: `${field}.image`, message }];
  });

function wrongImage(image: string | undefined): string | undefined {
  if (image === undefined) return 'Is missing: the operator would choose one, another after each upgrade.';
  if (!/^([^/]*[.:][^/]*|localhost)\//.test(image)) {
    return `Must begin with its registry, got ${show(image)}: each node may be set up with another.`;
  }
  if (/@sha256:[a-f0-9]{64}$/.test(image)) return undefined;
  const tag = /:([^/:]*)$/.exec(image)?.[1];
  if (tag !== undefined && /\d\D+\d/.test(tag)) return undefined;
  return `Must have a digest or the tag of one version, such as v1.2.3, got ${show(image)}: it may be another image tomorrow.`;
}
