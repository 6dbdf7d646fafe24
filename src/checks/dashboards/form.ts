import type { Judge } from './check.ts';
import { controlsVisible } from './controls-visible.ts';
import { dashboardSize } from './dashboard-size.ts';
import { graphTargets } from './graph-targets.ts';
import { gridLayout } from './grid-layout.ts';
import { hasTag } from './has-tag.ts';
import { noImportInputs } from './no-import-inputs.ts';
import { noInstanceFields } from './no-instance-fields.ts';
import { panelIds } from './panel-ids.ts';
import { panelTypes } from './panel-types.ts';
import { refIds } from './ref-ids.ts';
import { refreshUnhurried } from './refresh-unhurried.ts';
import { schemaVersion } from './schema-version.ts';
import { statCalcs } from './stat-calcs.ts';
import { tableTargets } from './table-targets.ts';
import { timezoneSet } from './timezone-set.ts';
import { uidValid } from './uid-valid.ts';
import { uniqueDashboards } from './unique-dashboards.ts';

/** Checks of how a dashboard is written down, so that Grafana takes it and finds it again. */
export const formChecks: Readonly<Record<string, Judge>> = {
  'uid-valid': { judge: uidValid },
  'unique-dashboards': { judge: uniqueDashboards },
  'panel-ids': { judge: panelIds },
  'panel-types': { judge: panelTypes },
  'ref-ids': { judge: refIds },
  'grid-layout': { judge: gridLayout },
  'no-import-inputs': { judge: noImportInputs },
  'no-instance-fields': { judge: noInstanceFields },
  'schema-version': { judge: schemaVersion },
  'controls-visible': { judge: controlsVisible },
  'stat-calcs': { judge: statCalcs },
  'table-targets': { judge: tableTargets },
  'graph-targets': { judge: graphTargets },
  'has-tag': { judge: hasTag },
  'timezone-set': { judge: timezoneSet },
  'refresh-unhurried': { judge: refreshUnhurried },
  'dashboard-size': { judge: dashboardSize },
};
