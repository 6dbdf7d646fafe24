import { isKnownMetric } from '../../metrics/labels.ts';
import { metricOf } from '../../promql/matchers.ts';
import { nodes } from '../../promql/syntax.ts';
import { variablesIn } from '../../promql/variables.ts';
import type { DashboardCheck } from './check.ts';
import { expressions } from './read/queries.ts';

/** Every series that is asked for is promised by a contract, an exporter or a rule: a panel without data is not seen to be wrong. */
export const metricsKnown: DashboardCheck = (dashboard) =>
  expressions(dashboard).flatMap(({ where, syntax }) => {
    const selectors = nodes(syntax.root, 'VectorSelector');
    return [...new Set(selectors.flatMap((selector) => faults(metricOf(syntax, selector))))].map(
      (message) => ({
        where,
        message,
      }),
    );
  });

function faults(metric: string | undefined): string[] {
  if (metric === undefined || variablesIn(metric).length > 0) {
    return ['asks for series by no name of a metric, so that nobody can know what it shows. Name one.'];
  }
  return isKnownMetric(metric) ? [] : [`reads '${metric}', which no contract in src/metrics/ promises.`];
}
