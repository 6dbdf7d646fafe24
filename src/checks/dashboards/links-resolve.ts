import type { GrafanaDashboard } from '../../model/grafana.ts';
import { valuesIn } from '../manifests/objects/values.ts';
import { sectionsOf } from '../runbooks.ts';
import type { DashboardCheck, DashboardContext, Finding } from './check.ts';
import { panelName, panelsOf } from './read/panels.ts';

/** Links lead somewhere, and those to dashboards and runbooks to some that there are. */
export const linksResolve: DashboardCheck = (dashboard, context) => [
  ...byTags(dashboard, context),
  ...nowhere(dashboard),
  ...placesOf(dashboard).flatMap(({ where, part }) =>
    [...new Set(textsIn(part).flatMap((text) => faults(text, context)))].map((message) => ({
      ...where,
      message,
    })),
  ),
];

/** A list of links by tags is empty when no dashboard has them. */
const byTags = ({ links }: GrafanaDashboard, { all }: DashboardContext): Finding[] =>
  (links ?? [])
    .filter(({ type }) => type === 'dashboards')
    .filter(({ tags }) => !all.some((other) => (tags ?? []).every((tag) => other.tags?.includes(tag))))
    .map(({ title = '', tags }) => ({
      where: `link '${title}'`,
      message: `lists dashboards with the tags ${(tags ?? []).join(', ')}, and there is none.`,
    }));

/** A link without an address or tags does nothing. */
const nowhere = (dashboard: GrafanaDashboard): Finding[] =>
  [dashboard, ...panelsOf(dashboard)]
    .flatMap(({ links }) => links ?? [])
    .filter(({ type, url = '' }) => type !== 'dashboards' && url === '')
    .map(({ title = '' }) => ({ where: `link '${title}'`, message: 'leads nowhere. Give it a url.' }));

/** What may have links in it, and what that is called. */
const placesOf = (dashboard: GrafanaDashboard): { where: Pick<Finding, 'where'>; part: object }[] => [
  { where: {}, part: { ...dashboard, panels: [] } },
  ...panelsOf(dashboard).map((panel) => ({
    where: { where: panelName(panel) },
    part: { ...panel, panels: [] },
  })),
];

/** Texts that may have addresses in them: PromQL has none, and divides by `/`. */
const textsIn = (part: object): string[] =>
  valuesIn(part).flatMap(({ key, value }) =>
    typeof value === 'string' && !['expr', 'query', 'definition'].includes(key) ? [value] : [],
  );

/** What is wrong with the addresses in a text. Those that are put together of variables are left alone. */
function faults(text: string, { all, settings }: DashboardContext): string[] {
  const uids = [...text.matchAll(/\/d\/([\w-]+)/g)].map(([, uid]) => uid ?? '');
  const unknown = uids.filter((uid) => !all.some((other) => other.uid === uid));
  const pages = text.split(`${settings.links.runbooks}/`).slice(1);
  return [
    ...unknown.map((uid) => `leads to the dashboard '${uid}', and no dashboard has that uid.`),
    ...pages.flatMap((page) => runbookFault(/^[^\s)"']*/.exec(page)?.[0] ?? '')),
  ];
}

function runbookFault(page: string): string[] {
  if (page.includes('$')) return [];
  const [, runbook, section] = /^([^#?]+)\.md(?:#(.*))?$/.exec(page) ?? [];
  const sections = runbook === undefined ? 'no file' : sectionsOf(runbook);
  if (sections === 'no file') return [`leads to the runbook '${page}', which is no file in docs/runbooks/.`];
  const anchors = [...sections].map((heading) => heading.toLowerCase().replaceAll(' ', '-'));
  return section === undefined || anchors.includes(section)
    ? []
    : [`leads to '${page}', and that runbook has no section for '#${section}'.`];
}
