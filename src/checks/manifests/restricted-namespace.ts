import { fieldIn } from '../../schemas/field.ts';
import { show } from '../../schemas/show.ts';
import type { ManifestCheck } from './check.ts';

/** A namespace that is made here admits only pods of Pod Security "restricted", and says so of what it would refuse. */
export const restrictedNamespace: ManifestCheck = ({ all }) =>
  all
    .filter(({ object }) => object.kind === 'Namespace')
    .flatMap((manifest) =>
      ['enforce', 'audit', 'warn'].flatMap((mode) => {
        const label = `pod-security.kubernetes.io/${mode}`;
        const level = manifest.object.metadata.labels?.[label];
        if (level === 'restricted') return [];
        const message = `Must be 'restricted', got ${show(level)}: the API server would take pods that may do more.`;
        return [{ manifest, field: fieldIn('metadata.labels', label), message }];
      }),
    );
