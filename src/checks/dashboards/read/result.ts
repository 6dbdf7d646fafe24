import { labelsOfMetric } from '../../../metrics/labels.ts';
import { resultLabels } from '../../../promql/labels.ts';
import { matchersOf, metricOf } from '../../../promql/matchers.ts';
import { nodes, operands } from '../../../promql/syntax.ts';
import type { Expression } from './queries.ts';

/** Labels that Prometheus gives the series of a target, whatever they measure. */
const targetLabels = ['container', 'endpoint', 'instance', 'job', 'namespace', 'node', 'pod', 'service'];

/** Labels that a query's result can have. */
export function resultCanHave({ syntax }: Expression): readonly string[] {
  const [root] = operands(syntax.root);
  const labels = root === undefined ? 'number' : resultLabels(syntax, root, labelsOfMetric);
  if (labels === 'number') return [];
  return [...new Set([...labels.names, ...(labels.target ? ['__name__', ...targetLabels] : [])])].sort();
}

/** Labels in which the series of a query's result can differ: none, when it is one series at most. */
export function resultVariesBy(query: Expression): readonly string[] {
  const { syntax } = query;
  const selectors = nodes(syntax.root, 'VectorSelector');
  const pinned = selectors.map((selector) =>
    matchersOf(syntax, selector).filter(({ operator }) => operator === '='),
  );
  const isPinned = (label: string): boolean =>
    pinned.every((matchers) => matchers.some((matcher) => matcher.label === label));
  const scraped = selectors.some((selector) => !isRecorded(metricOf(syntax, selector)));
  return resultCanHave(query)
    .filter((label) => label !== '__name__' && !isPinned(label))
    .filter((label) => scraped || !targetLabels.includes(label));
}

/** A recorded series has the labels of its rule; a rule that keeps those of targets is not one of ours. */
const isRecorded = (metric = ''): boolean => metric.includes(':');
