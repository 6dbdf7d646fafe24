import type { DrawnMark } from '../../model/grafana.ts';
import type { Comparison } from '../../promql/comparisons.ts';
import { ofPanels, type DashboardContext } from './check.ts';
import { alertOf, comparisonsAt, isAt, marksOf } from './read/marks.ts';
import { changesIn, thresholdsIn, worsens, type Change, type Direction } from './read/thresholds.ts';

/** Colours by what a mark means. */
const colours: Readonly<Record<DrawnMark['means'], string>> = {
  objective: 'yellow',
  ticket: 'orange',
  page: 'red',
};

/** Beyond a mark is its colour, on the side on which its alert fires. */
export const markColours = ofPanels((panel, dashboard, context) => {
  const marks = marksOf(panel, dashboard, context);
  return thresholdsIn(panel).flatMap((thresholds) => {
    const direction = worsens(thresholds);
    if (direction === undefined) return [];
    return changesIn(thresholds).flatMap((change) => {
      const claims = marks.filter((mark) => isAt(change.at, mark));
      return [
        ...otherColour(change, direction, claims),
        ...claims.flatMap((mark) => otherSide(change, direction, mark, context)),
      ];
    });
  });
});

/** Of several marks at one value, one is seen. */
function otherColour(
  { at, step, below }: Change,
  direction: Direction,
  claims: readonly DrawnMark[],
): string[] {
  const { color = '' } = direction === 'up' ? step : below;
  const meant = claims.map(({ means }) => colours[means]);
  if (claims.length === 0 || meant.includes(color)) return [];
  return [`is ${color} ${side[direction]} ${String(at)}, where its mark makes it ${meant.join(' or ')}.`];
}

function otherSide(
  change: Change,
  direction: Direction,
  mark: DrawnMark,
  context: DashboardContext,
): string[] {
  const alert = alertOf(mark, context);
  const comparisons = alert === undefined ? [] : comparisonsAt(mark, alert);
  const agree = comparisons.filter((comparison) => firesOn(comparison) === direction);
  if (alert === undefined || comparisons.length === 0) return [];
  if (agree.length === 0) {
    return [
      `gets worse ${side[direction]} ${String(change.at)}, and ${alert.alert.name} fires on the other side.`,
    ];
  }
  const firesAtZero = agree.some(({ operator }) => operator.includes('='));
  const badAtZero = direction === 'up';
  if (change.at !== 0 || firesAtZero === badAtZero) return [];
  const { color = '' } = change.step;
  return [
    `is ${color} at 0 itself, where ${alert.alert.name} ${firesAtZero ? 'fires' : 'does not fire'}. Begin it above.`,
  ];
}

const side: Readonly<Record<Direction, string>> = { up: 'above', down: 'below' };

/** Where an alert fires, seen from the number it compares with. What must not be zero gets worse towards it. */
function firesOn({ operator, value }: Comparison): Direction {
  if (operator === '==') return value === 0 ? 'down' : 'up';
  return operator.startsWith('<') || (operator === '!=' && value !== 0) ? 'down' : 'up';
}
