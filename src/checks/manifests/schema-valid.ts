import { kubernetesVersions, schemaProblems } from '../../schemas/validate.ts';
import type { ManifestCheck } from './check.ts';

/** Every object is what the oldest supported Kubernetes and the operators take, without unknown fields. */
export const schemaValid: ManifestCheck = ({ all }) =>
  all.flatMap((manifest) =>
    schemaProblems(manifest.object, kubernetesVersions[0]).map(({ field, message }) => ({
      manifest,
      field,
      message,
    })),
  );
