import type { HouseStyle } from '../model/dashboard.ts';
import type { ResolvedAlerts } from '../rules/resolve.ts';
import type { Scope } from '../rules/render.ts';
import type { Settings } from '../settings/schema.ts';

/** What panels of one environment are made with. */
export interface Context {
  readonly settings: Settings;
  readonly style: HouseStyle;
  /** The alerts of the environment: marks are drawn where they fire. */
  readonly alerts: ResolvedAlerts;
  /** What fills the holes of queries: carriers that ask for what is chosen in the dashboard's variables. */
  readonly scope: Scope;
}
