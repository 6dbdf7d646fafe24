import type { DashboardCheck } from './check.ts';
import { judgeLabelVariable } from './read/label-variable.ts';

/** Whoever looks can choose between instances, and see several or all. */
export const templateInstance: DashboardCheck = (dashboard) => judgeLabelVariable(dashboard, 'instance');
