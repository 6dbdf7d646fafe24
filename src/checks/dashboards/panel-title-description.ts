import type { GrafanaDashboard, GrafanaPanel } from '../../model/grafana.ts';
import type { DashboardCheck } from './check.ts';
import { panelName, panelsOf } from './read/panels.ts';

/** Words that a description must have besides those of the title. */
const more = 3;

/** A dashboard, its rows and its panels have titles; what is not only a heading is described, in more than its title again. */
export const panelTitleDescription: DashboardCheck = (dashboard) => [
  ...faults(dashboard, true).map((message) => ({ message })),
  ...panelsOf(dashboard).flatMap((panel) =>
    faults(panel, isDescribed(panel)).map((message) => ({ where: panelName(panel), message })),
  ),
];

/** Text describes itself, and a row is a heading. */
const isDescribed = ({ type }: GrafanaPanel): boolean => type !== 'row' && type !== 'text';

function faults(of: GrafanaDashboard | GrafanaPanel, described: boolean): string[] {
  const { title = '', description = '' } = of;
  if (title.trim() === '') return ['has no title.'];
  if (!described) return [];
  if (description.trim() === '') return ['has no description. Say what is measured, and what is normal.'];
  const said = wordsOf(title);
  const further = wordsOf(description).filter((word) => !said.includes(word));
  return further.length < more
    ? [`has the description '${description}', which says no more than its title. Say what is normal.`]
    : [];
}

const wordsOf = (text: string): string[] => [...new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu))];
