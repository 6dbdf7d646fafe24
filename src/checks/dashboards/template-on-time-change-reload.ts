import type { DashboardCheck } from './check.ts';
import { variableName, variablesOf } from './read/variables.ts';

/** How Grafana writes that a variable is filled anew whenever the time range changes. */
const onTimeRangeChanged = 2;

/** A variable is filled anew when the time range changes: what was there then need not be there now. */
export const templateOnTimeChangeReload: DashboardCheck = (dashboard) =>
  variablesOf(dashboard)
    .filter(({ type, refresh }) => type === 'query' && refresh !== onTimeRangeChanged)
    .map((variable) => ({
      where: variableName(variable),
      message: `is not filled anew when the time range changes. Set refresh to ${String(onTimeRangeChanged)}, got ${String(variable.refresh)}.`,
    }));
