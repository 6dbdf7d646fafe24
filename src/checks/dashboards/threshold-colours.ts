import type { Thresholds } from '../../model/grafana.ts';
import { ofPanels } from './check.ts';
import { badness, thresholdsIn, worsens } from './read/thresholds.ts';

/** Colours tell the same on every dashboard, get worse in one direction, and the best is green. */
export const thresholdColours = ofPanels((panel) => thresholdsIn(panel).flatMap(faults));

function faults(thresholds: Thresholds): string[] {
  const steps = thresholds.steps ?? [];
  const strange = steps.filter((step) => badness(step) < 0).map(({ color }) => color ?? 'no colour');
  if (strange.length > 0) {
    return [
      `has thresholds in ${strange.join(', ')}. Use green, yellow (objective), orange (ticket), red (page).`,
    ];
  }
  const row = steps.map(({ color }) => color).join(', ');
  const direction = worsens(thresholds);
  if (steps.length > 1 && direction === undefined) {
    return [`has the colours ${row}, which do not get worse in one direction.`];
  }
  const best = direction === 'down' ? steps.at(-1) : steps[0];
  return best === undefined || badness(best) === 0 ? [] : [`has the colours ${row}. The best must be green.`];
}
