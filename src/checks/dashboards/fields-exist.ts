import type { GrafanaPanel } from '../../model/grafana.ts';
import { ofPanels } from './check.ts';
import { panelQueries, type Query } from './read/queries.ts';
import { resultCanHave } from './read/result.ts';

/** What is set for one series or column is set for one that there is: Grafana takes a name that nothing has, and does nothing. */
export const fieldsExist = ofPanels((panel, dashboard) => {
  const queries = panelQueries(dashboard).filter((query) => query.panel === panel);
  const columns = columnsOf(queries);
  const arranged = organized(panel);
  if (queries.length === 0 || makesOthers(panel)) return [];
  return [
    ...arranged
      .filter((name) => !columns.includes(name))
      .map((name) => `arranges the column '${name}', which no query gives. They give ${columns.join(', ')}.`),
    ...overridden(panel)
      .filter((name) => ![...columns, ...renamed(panel)].includes(name) && !isLegend(name, queries))
      .map((name) => `sets something for '${name}', which is no series or column here.`),
  ];
});

/** Transformations that leave the columns as they are, but for names and order. */
const plain = ['filterByValue', 'limit', 'merge', 'organize', 'sortBy'];

const makesOthers = ({ transformations = [] }: GrafanaPanel): boolean =>
  transformations.some(({ id = '' }) => !plain.includes(id));

/** Columns of a table, as Grafana calls them: labels, and a value for each query. */
const columnsOf = (queries: readonly Query[]): string[] => [
  ...new Set([
    'Time',
    ...queries.flatMap(resultCanHave),
    ...(queries.length === 1 ? ['Value'] : queries.map(({ target }) => `Value #${target.refId ?? ''}`)),
  ]),
];

const organized = ({ transformations = [] }: GrafanaPanel): string[] => [
  ...new Set(
    transformations.flatMap(({ options }) =>
      [options?.indexByName, options?.renameByName].flatMap((names) => Object.keys(names ?? {})),
    ),
  ),
];

const renamed = ({ transformations = [] }: GrafanaPanel): string[] =>
  transformations.flatMap(({ options }) => Object.values(options?.renameByName ?? {}));

const overridden = ({ fieldConfig }: GrafanaPanel): string[] =>
  (fieldConfig?.overrides ?? []).flatMap(({ matcher }) =>
    matcher?.id === 'byName' && typeof matcher.options === 'string' ? [matcher.options] : [],
  );

/** Whether a series may be called so: labels in a legend may have any value. */
const isLegend = (name: string, queries: readonly Query[]): boolean =>
  queries.some(({ target }) => {
    const pieces = (target.legendFormat ?? '')
      .split(/\{\{[^}]*\}\}/)
      .map((piece) => piece.replace(/\W/g, '\\$&'));
    return new RegExp(`^${pieces.join('.*')}$`).test(name);
  });
