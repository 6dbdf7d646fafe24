import type { ManifestCheck } from './check.ts';
import { objectsOf } from './objects/inventory.ts';

/** No Secret with values is made here: what is written for Argo CD stands in git. */
export const noSecretObjects: ManifestCheck = (manifests) =>
  objectsOf(manifests, 'Secret').flatMap((manifest) =>
    ['data', 'stringData']
      .filter((field) => Object.keys(manifest.object[field] ?? {}).length > 0)
      .map((field) => ({
        manifest,
        field,
        message: 'Would stand in git. Have an ExternalSecret bring it.',
      })),
  );
