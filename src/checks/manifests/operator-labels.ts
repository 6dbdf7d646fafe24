import { fieldIn } from '../../schemas/field.ts';
import { show } from '../../schemas/show.ts';
import type { ManifestCheck } from './check.ts';

/** What is meant for the Prometheus Operator carries the labels that it is set up to look for; the rest it does not see. */
export const operatorLabels: ManifestCheck = ({ all, operatorLabels: wanted }) =>
  all
    .filter(({ object }) => object.apiVersion.startsWith('monitoring.coreos.com/'))
    .flatMap((manifest) =>
      Object.entries(wanted).flatMap(([key, value]) => {
        const got = manifest.object.metadata.labels?.[key];
        if (got === value) return [];
        const message = `Must be ${show(value)}, got ${show(got)}: the Prometheus Operator would not see the object.`;
        return [{ manifest, field: fieldIn('metadata.labels', key), message }];
      }),
    );
