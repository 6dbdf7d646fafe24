import { labelsOfMetric } from '../../metrics/labels.ts';
import { didYouMean } from '../../schemas/show.ts';
import { matchersOf, metricOf } from '../../promql/matchers.ts';
import { nodes } from '../../promql/syntax.ts';
import { ofQueries } from './check.ts';

/** Labels that a target gives to all of its series. */
const ofTargets = ['job', 'instance', 'namespace', 'pod', 'service', 'container', 'endpoint'];

/** Every label that a selector asks for is one that the series has: with another one the panel is empty, or takes all. */
export const matcherLabelsKnown = ofQueries(({ syntax }, _dashboard, { settings }) =>
  nodes(syntax.root, 'VectorSelector').flatMap((selector) => {
    const metric = metricOf(syntax, selector) ?? '';
    const known = [
      ...labelsOfMetric(metric),
      ...ofTargets,
      ...Object.keys(settings.service.matchers),
      ...(metric.endsWith('_bucket') ? ['le'] : []),
      '__name__',
    ];
    return matchersOf(syntax, selector)
      .filter(({ label }) => !known.includes(label))
      .map(
        ({ label }) =>
          `asks ${metric} for the label '${label}', which it does not have.${didYouMean(label, known)}`,
      );
  }),
);
