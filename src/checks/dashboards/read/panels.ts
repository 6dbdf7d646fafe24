import type { GrafanaDashboard, GrafanaPanel } from '../../../model/grafana.ts';

/** Every panel of a dashboard in reading order, rows among them, and what stands in folded ones. */
export const panelsOf = ({ panels }: GrafanaDashboard): GrafanaPanel[] =>
  (panels ?? []).flatMap((panel) => [panel, ...(panel.panels ?? [])]);

/** What a panel is called in messages. */
export const panelName = ({ title, id }: GrafanaPanel): string =>
  title === undefined || title.trim() === '' ? `panel ${String(id ?? 'without an id')}` : title;

/** Whether a panel draws values of its own: a row does not, and neither does text. */
export const showsValues = ({ type }: GrafanaPanel): boolean => valueTypes.has(type ?? '');

const valueTypes: ReadonlySet<string> = new Set([
  'bargauge',
  'gauge',
  'graph',
  'heatmap',
  'singlestat',
  'stat',
  'state-timeline',
  'table',
  'timeseries',
]);
