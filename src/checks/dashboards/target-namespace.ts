import { labelsOfMetric } from '../../metrics/labels.ts';
import { isFromElsewhere } from '../../metrics/origin.ts';
import { ofQueries } from './check.ts';
import { selectorsWithout } from './read/label-matcher.ts';
import { variablesOf } from './read/variables.ts';

/** Each series that is of a namespace is chosen by the variable 'namespace', and where there is one, those of the service too. */
export const targetNamespace = ofQueries((query, dashboard) => {
  const chosen = variablesOf(dashboard).some(({ name }) => name === 'namespace');
  return selectorsWithout(
    query,
    'namespace',
    (metric) => labelsOfMetric(metric).includes('namespace') || (chosen && !isFromElsewhere(metric)),
  );
});
