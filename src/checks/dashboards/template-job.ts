import type { DashboardCheck } from './check.ts';
import { judgeLabelVariable } from './read/label-variable.ts';

/** Whoever looks can choose between jobs, and see several or all. */
export const templateJob: DashboardCheck = (dashboard) => judgeLabelVariable(dashboard, 'job');
