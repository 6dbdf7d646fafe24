import { ofQueries } from './check.ts';
import type { Query } from './read/queries.ts';
import { resultVariesBy } from './read/result.ts';

/** Series that can be several are told apart by their legend, and so are queries of one panel. */
export const legendSet = ofQueries((query) => {
  if (isTable(query)) return [];
  const legend = query.target.legendFormat ?? '';
  const differ = resultVariesBy(query);
  if (legend === '__auto')
    return ['has the legend __auto, which is whatever Grafana makes of the labels. Write one.'];
  if (isEmpty(legend))
    return differ.length > 0 || isOneOfSeveral(query) ? [`has no legend.${advice(differ)}`] : [];
  return differ.length > 0 && !legend.includes('{{')
    ? [`can give several series, and calls each '${legend}'.${advice(differ)}`]
    : [];
});

/** Tables have columns in place of legends. */
const isTable = ({ panel, target }: Query): boolean =>
  panel.type === 'table' || target.format === 'table' || target.format === 'heatmap';

/** Whether nothing is said, or what Grafana shows of no labels: `{}`. */
const isEmpty = (legend: string): boolean => legend.replaceAll(/[{}\s]/g, '') === '';

const isOneOfSeveral = ({ panel }: Query): boolean => (panel.targets ?? []).length > 1;

const advice = (differ: readonly string[]): string =>
  differ.length === 0
    ? ' Say what it is.'
    : ` Its series differ by ${differ.join(', ')}: write {{${differ[0] ?? ''}}}.`;
