import type { AlertCheck } from './check.ts';

/**
 * The contract's buckets hold every threshold exactly. Of another binding's this is not asked: its alerts judge at a bound
 * beside it, and synth says so.
 */
export const bucketHoldsThreshold: AlertCheck = ({ snapped }, { settings }) => {
  if (settings.metrics.binding !== 'contract') return [];
  return snapped.map(
    ({ signal, wanted }) =>
      `compares ${signal} with ${String(wanted)}, which is no bucket bound: the quantile is a guess there. Add the bound in src/metrics/contract.ts.`,
  );
};
