import type { OwnPlatform, Settings } from '../settings/schema.ts';

/** Whether anything is asked from outside. */
export const hasProbes = ({ probes }: Settings): boolean => Object.keys(probes).length > 0;

/** Long-term storage, where the platform is this stack's own and has it. */
export const longTermOf = ({ platform }: Settings): OwnPlatform['longTerm'] =>
  platform.kind === 'own' ? platform.longTerm : undefined;

/** Whether rules are evaluated by ThanosRuler. */
export const hasRuler = ({ platform }: Settings): boolean =>
  platform.kind === 'own' && platform.prometheus.shards > 1;

/** Labels that mark series and alerts of this environment's own Prometheus. */
export const externalLabelsOf = ({ environment }: Settings, { externalLabels }: OwnPlatform) => ({
  environment,
  ...externalLabels,
});
