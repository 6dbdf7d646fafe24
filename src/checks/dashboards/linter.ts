import type { Judge } from './check.ts';
import { panelDatasource } from './panel-datasource.ts';
import { panelNoTargets } from './panel-no-targets.ts';
import { panelTitleDescription } from './panel-title-description.ts';
import { panelUnits } from './panel-units.ts';
import { targetCounterAgg } from './target-counter-agg.ts';
import { targetInstance } from './target-instance.ts';
import { targetJob } from './target-job.ts';
import { targetLogql } from './target-logql.ts';
import { targetLogqlAuto } from './target-logql-auto.ts';
import { targetPromql } from './target-promql.ts';
import { targetRateInterval } from './target-rate-interval.ts';
import { templateDatasource } from './template-datasource.ts';
import { templateInstance } from './template-instance.ts';
import { templateJob } from './template-job.ts';
import { templateLabelPromql } from './template-label-promql.ts';
import { templateOnTimeChangeReload } from './template-on-time-change-reload.ts';
import { uneditableDashboard } from './uneditable-dashboard.ts';

/** The rules of grafana/dashboard-linter, all of them. */
export const linterChecks: Readonly<Record<string, Judge>> = {
  'template-datasource': { judge: templateDatasource, standsFor: 'template-datasource-rule' },
  'template-job': { judge: templateJob, standsFor: 'template-job-rule' },
  'template-instance': { judge: templateInstance, standsFor: 'template-instance-rule' },
  'template-label-promql': { judge: templateLabelPromql, standsFor: 'template-label-promql-rule' },
  'template-on-time-change-reload': {
    judge: templateOnTimeChangeReload,
    standsFor: 'template-on-time-change-reload-rule',
  },
  'panel-datasource': { judge: panelDatasource, standsFor: 'panel-datasource-rule' },
  'panel-title-description': { judge: panelTitleDescription, standsFor: 'panel-title-description-rule' },
  'panel-units': { judge: panelUnits, standsFor: 'panel-units-rule' },
  'panel-no-targets': { judge: panelNoTargets, standsFor: 'panel-no-targets-rule' },
  'target-promql': { judge: targetPromql, standsFor: 'target-promql-rule' },
  'target-rate-interval': { judge: targetRateInterval, standsFor: 'target-rate-interval-rule' },
  'target-job': { judge: targetJob, standsFor: 'target-job-rule' },
  'target-instance': { judge: targetInstance, standsFor: 'target-instance-rule' },
  'target-counter-agg': { judge: targetCounterAgg, standsFor: 'target-counter-agg-rule' },
  'target-logql': { judge: targetLogql, standsFor: 'target-logql-rule' },
  'target-logql-auto': { judge: targetLogqlAuto, standsFor: 'target-logql-auto-rule' },
  'uneditable-dashboard': { judge: uneditableDashboard, standsFor: 'uneditable-dashboard' },
};
