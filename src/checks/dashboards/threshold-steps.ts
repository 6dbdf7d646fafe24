import type { Thresholds } from '../../model/grafana.ts';
import { ofPanels } from './check.ts';
import { thresholdsIn } from './read/thresholds.ts';

/** Thresholds begin with a colour for everything below, and rise from there; they are values, as an alert's are. */
export const thresholdSteps = ofPanels((panel) => thresholdsIn(panel).flatMap(faults));

function faults({ mode = 'absolute', steps = [] }: Thresholds): string[] {
  const [first, ...others] = steps.map(({ value }) => value ?? null);
  if (mode !== 'absolute')
    return [`has thresholds in '${mode}'. An alert knows values alone: use 'absolute'.`];
  if (first === undefined) return ['has thresholds without steps.'];
  if (first !== null)
    return [`has ${String(first)} as its lowest threshold. The first step has the value null.`];
  const values = others.map((value) => value ?? NaN);
  return values.every((value, at) => value > (values[at - 1] ?? -Infinity))
    ? []
    : [`has the thresholds ${others.map(String).join(', ')}, which do not rise.`];
}
