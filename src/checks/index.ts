import type { Problem } from '../model/problem.ts';
import { alertWellFormed } from './alert-well-formed.ts';
import { bucketHoldsThreshold } from './bucket-holds-threshold.ts';
import type { AlertCheck, Stack, StackCheck } from './check.ts';
import { conditionsMeet } from './conditions-meet.ts';
import { dashboardExists } from './dashboard-exists.ts';
import { descriptionLabelsExist } from './description-labels-exist.ts';
import { hasCondition } from './has-condition.ts';
import { inhibitionLabelsExist } from './inhibition-labels-exist.ts';
import { labelsPresent } from './labels-present.ts';
import { mutingAlertExists } from './muting-alert-exists.ts';
import { namesSignalsOnly } from './names-signals-only.ts';
import { objectiveWellFormed } from './objective-well-formed.ts';
import { oneEventStaysQuiet } from './one-event-stays-quiet.ts';
import { promqlParses } from './promql-parses.ts';
import { quantileKeepsLe } from './quantile-keeps-le.ts';
import { ratioSidesAlike } from './ratio-sides-alike.ts';
import { receiversUsed } from './receivers-used.ts';
import { routesNotShadowed } from './routes-not-shadowed.ts';
import { runbookSectionExists } from './runbook-section-exists.ts';
import { severityReachesPeople } from './severity-reaches-people.ts';
import { slaWithinSlo } from './sla-within-slo.ts';
import { summaryIsStatic } from './summary-is-static.ts';
import { tierCanFire } from './tier-can-fire.ts';
import { tierQuietOnGoodDay } from './tier-quiet-on-good-day.ts';
import { uniqueIdentity } from './unique-identity.ts';
import { windowHoldsScrapes } from './window-holds-scrapes.ts';

/** Checks of single alerts, by id: the name of the file, and a heading in docs/checks.md. */
export const alertChecks: Readonly<Record<string, AlertCheck>> = {
  'alert-well-formed': alertWellFormed,
  'promql-parses': promqlParses,
  'has-condition': hasCondition,
  'names-signals-only': namesSignalsOnly,
  'ratio-sides-alike': ratioSidesAlike,
  'conditions-meet': conditionsMeet,
  'quantile-keeps-le': quantileKeepsLe,
  'bucket-holds-threshold': bucketHoldsThreshold,
  'window-holds-scrapes': windowHoldsScrapes,
  'labels-present': labelsPresent,
  'summary-is-static': summaryIsStatic,
  'description-labels-exist': descriptionLabelsExist,
  'runbook-section-exists': runbookSectionExists,
  'dashboard-exists': dashboardExists,
};

/** Checks that need the whole environment. */
export const stackChecks: Readonly<Record<string, StackCheck>> = {
  'unique-identity': uniqueIdentity,
  'muting-alert-exists': mutingAlertExists,
  'receivers-used': receiversUsed,
  'routes-not-shadowed': routesNotShadowed,
  'inhibition-labels-exist': inhibitionLabelsExist,
  'severity-reaches-people': severityReachesPeople,
  'objective-well-formed': objectiveWellFormed,
  'tier-can-fire': tierCanFire,
  'tier-quiet-on-good-day': tierQuietOnGoodDay,
  'one-event-stays-quiet': oneEventStaysQuiet,
  'sla-within-slo': slaWithinSlo,
};

/** Runs every check over one environment. */
export function checkStack(stack: Stack): Problem[] {
  const { environment } = stack.settings;
  const ofAlerts = stack.alerts.alerts.flatMap((alert) =>
    Object.entries(alertChecks).flatMap(([check, judge]) =>
      judge(alert, stack).map((message) => ({
        check,
        where: `${environment}/${alert.group}/${alert.alert.name}`,
        message,
      })),
    ),
  );
  const ofStack = Object.entries(stackChecks).flatMap(([check, judge]) =>
    judge(stack).map(({ where, message }) => ({ check, where: `${environment}/${where}`, message })),
  );
  return [...ofAlerts, ...ofStack];
}
