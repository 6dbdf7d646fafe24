import { ofPanels, type DashboardCheck } from './check.ts';
import { isAt, marksOf } from './read/marks.ts';
import { panelsOf } from './read/panels.ts';
import { changesIn, thresholdsIn } from './read/thresholds.ts';

/** A colour begins only where a mark says so, and every mark begins one: a line that nobody answers for is soon wrong. */
export const thresholdsClaimed: DashboardCheck = (dashboard, context) => [
  ...ofEach(dashboard, context),
  ...context.marks
    .filter((mark) => mark.dashboard === dashboard.uid)
    .filter((mark) => !panelsOf(dashboard).some(({ id }) => id === mark.panel))
    .map(({ value, panel }) => ({
      message: `is marked at ${String(value)} in panel ${String(panel)}, which is not there.`,
    })),
];

const ofEach = ofPanels((panel, dashboard, context) => {
  const marks = marksOf(panel, dashboard, context);
  const values = thresholdsIn(panel)
    .flatMap(changesIn)
    .map(({ at }) => at);
  return [
    ...values
      .filter((value) => !marks.some((mark) => isAt(value, mark)))
      .map((value) => `changes its colour at ${String(value)}, for which there is no mark.`),
    ...marks
      .filter((mark) => !values.some((value) => isAt(value, mark)))
      .map(
        ({ value, alert = 'an objective' }) => `has no threshold at ${String(value)}, which marks ${alert}.`,
      ),
  ];
});
