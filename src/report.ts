import { sizeRemarks } from './checks/dashboards/dashboard-size.ts';
import type { Problem } from './model/problem.ts';
import { humanNumber } from './promql/numbers.ts';
import type { Environment } from './stack.ts';

/** What synth says of an environment: how much it made, what it left out and why, what it moved. */
export function summary({ settings, alerts, boards, files, core }: Environment): string {
  const { environment, metrics, thresholds } = settings;
  const made = alerts.alerts.filter(({ group }) => group === core.name).length;
  const rest = alerts.alerts.length - made;
  return [
    `${environment}: ${String(made)} of ${String(core.alerts.length)} core alerts and ${String(rest)} more, ${String(files.size)} files (binding ${metrics.binding}, thresholds ${thresholds.profile})`,
    ...alerts.leftOut.map(({ alert, reason }) => `  left out: ${alert}, because ${reason}`),
    ...boards.leftOut.map(
      ({ board, panel, reason }) => `  left out: panel '${panel}' of ${board}, because ${reason}`,
    ),
    ...boards.boards.flatMap(({ board, json }) =>
      sizeRemarks(board.title, json).map((said) => `  large: ${said}`),
    ),
    ...alerts.alerts.flatMap(({ alert, snapped }) =>
      snapped.map(
        ({ wanted, used }) =>
          `  moved: ${alert.name} judges at ${humanNumber(used, 'seconds')}, because ${metrics.binding} has no bucket at ${humanNumber(wanted, 'seconds')}`,
      ),
    ),
  ].join('\n');
}

/** Problems like a compiler prints them: where, what, and which check says so. */
export const problemLines = (problems: readonly Problem[]): string =>
  problems.map(({ where, message, check }) => `${where}: ${message} [${check}]`).join('\n');
