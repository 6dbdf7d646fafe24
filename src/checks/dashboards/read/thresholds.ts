import type { GrafanaPanel, Thresholds, ThresholdStep } from '../../../model/grafana.ts';

/** Where colours change in a panel: for all its fields, and for some by themselves. */
export function thresholdsIn({ fieldConfig }: GrafanaPanel): Thresholds[] {
  const ofFields = (fieldConfig?.overrides ?? [])
    .flatMap(({ properties }) => properties ?? [])
    .flatMap(({ id, value }) => (id === 'thresholds' && isThresholds(value) ? [value] : []));
  const ofAll = fieldConfig?.defaults?.thresholds;
  return ofAll === undefined ? ofFields : [ofAll, ...ofFields];
}

const isThresholds = (value: unknown): value is Thresholds =>
  typeof value === 'object' && value !== null && 'steps' in value && Array.isArray(value.steps);

/** Colours from the best to the worst, as all dashboards have them. */
const colours = ['green', 'yellow', 'orange', 'red'] as const;

/** How bad a colour is; less than nothing, when it is none of those that tell. */
export const badness = ({ color }: ThresholdStep): number =>
  (colours as readonly string[]).indexOf(color ?? '');

/** Which way values get worse. */
export type Direction = 'up' | 'down';

/** Which way values get worse, or neither, when the colour is always the same or goes back and forth. */
export function worsens({ steps = [] }: Thresholds): Direction | undefined {
  const bad = steps.map(badness);
  const changes = bad.slice(1).map((value, at) => value - (bad[at] ?? 0));
  if (changes.every((change) => change === 0)) return undefined;
  if (changes.every((change) => change >= 0)) return 'up';
  return changes.every((change) => change <= 0) ? 'down' : undefined;
}

/** A value at which a colour begins, and the colour below it. */
export interface Change {
  readonly at: number;
  readonly step: ThresholdStep;
  readonly below: ThresholdStep;
}

/** Every value at which a colour begins. */
export const changesIn = ({ steps = [] }: Thresholds): Change[] =>
  steps.flatMap((step, index) => {
    const below = steps[index - 1];
    return typeof step.value === 'number' && below !== undefined ? [{ at: step.value, step, below }] : [];
  });
