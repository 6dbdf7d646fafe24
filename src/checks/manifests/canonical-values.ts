import type { Manifest } from '../../model/manifest.ts';
import { customGroupOf } from '../../schemas/kinds.ts';
import { show } from '../../schemas/show.ts';
import type { ManifestCheck } from './check.ts';
import { canonicalDuration, canonicalQuantity } from './objects/canonical.ts';
import { valuesIn } from './objects/values.ts';

/**
 * Amounts and times in custom resources are written as an operator writes them back, `1` and not `1000m`: of Kubernetes' own
 * kinds Argo CD knows that both are the same, of others it would show a difference for ever.
 */
export const canonicalValues: ManifestCheck = ({ all }) =>
  all
    .filter(({ object }) => customGroupOf(object.apiVersion) !== undefined)
    .flatMap((manifest) =>
      valuesIn(manifest.object).flatMap(({ field, value }) => {
        const canonical = canonicalOf(manifest, field, value);
        if (canonical === undefined || canonical === value) return [];
        const message = `Must be written as ${show(canonical)}, got ${show(value)}: Argo CD would show a difference for ever.`;
        return [{ manifest, field, message }];
      }),
    );

function canonicalOf({ object }: Manifest, field: string, value: unknown): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  if (/\.(requests|limits)\W[^.]+$|\.sizeLimit$/.test(field)) return canonicalQuantity(String(value));
  const isGoDuration =
    object.apiVersion.startsWith('external-secrets.io/') && field === 'spec.refreshInterval';
  return isGoDuration ? canonicalDuration(String(value)) : undefined;
}
