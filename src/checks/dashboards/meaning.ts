import type { Judge } from './check.ts';
import { fieldsExist } from './fields-exist.ts';
import { legendLabelsExist } from './legend-labels-exist.ts';
import { legendSet } from './legend-set.ts';
import { linksPresent } from './links-present.ts';
import { linksResolve } from './links-resolve.ts';
import { markColours } from './mark-colours.ts';
import { marksMatchAlerts } from './marks-match-alerts.ts';
import { marksMatchQueries } from './marks-match-queries.ts';
import { matcherLabelsKnown } from './matcher-labels-known.ts';
import { metricsKnown } from './metrics-known.ts';
import { multiValueMatched } from './multi-value-matched.ts';
import { targetNamespace } from './target-namespace.ts';
import { targetQuantileLe } from './target-quantile-le.ts';
import { thresholdColours } from './threshold-colours.ts';
import { thresholdSteps } from './threshold-steps.ts';
import { thresholdsClaimed } from './thresholds-claimed.ts';
import { variablesUsed } from './variables-used.ts';

/** Checks of what a dashboard says: that there is such data, and that its colours tell the truth. */
export const meaningChecks: Readonly<Record<string, Judge>> = {
  'variables-used': { judge: variablesUsed },
  'multi-value-matched': { judge: multiValueMatched },
  'metrics-known': { judge: metricsKnown },
  'matcher-labels-known': { judge: matcherLabelsKnown },
  'target-namespace': { judge: targetNamespace },
  'target-quantile-le': { judge: targetQuantileLe },
  'legend-set': { judge: legendSet },
  'legend-labels-exist': { judge: legendLabelsExist },
  'fields-exist': { judge: fieldsExist },
  'threshold-steps': { judge: thresholdSteps },
  'threshold-colours': { judge: thresholdColours },
  'thresholds-claimed': { judge: thresholdsClaimed },
  'marks-match-alerts': { judge: marksMatchAlerts },
  'marks-match-queries': { judge: marksMatchQueries },
  'mark-colours': { judge: markColours },
  'links-present': { judge: linksPresent },
  'links-resolve': { judge: linksResolve },
};
