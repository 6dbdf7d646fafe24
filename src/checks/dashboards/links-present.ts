import type { GrafanaDashboard, GrafanaLink } from '../../model/grafana.ts';
import { ofDashboard } from './check.ts';

/** From each dashboard the others and the runbooks are one click away. */
export const linksPresent = ofDashboard((dashboard, { all, settings }) => {
  const links = dashboard.links ?? [];
  const unlinked = all.filter((other) => other !== dashboard && !links.some((link) => leadsTo(link, other)));
  const { runbooks } = settings.links;
  return [
    ...unlinked.map(
      ({ uid }) => `has no link to the dashboard '${uid ?? ''}'. Add one, by a tag that it has.`,
    ),
    ...(links.some(({ url }) => url?.startsWith(runbooks))
      ? []
      : [`has no link to the runbooks at ${runbooks}.`]),
  ];
});

/** Whether a link leads to a dashboard, by its address or by its tags. */
function leadsTo({ type, url, tags }: GrafanaLink, { uid, tags: its }: GrafanaDashboard): boolean {
  if (type !== 'dashboards') return uid != null && (url ?? '').split(/[/?]/).includes(uid);
  return (tags ?? []).length > 0 && (tags ?? []).every((tag) => its?.includes(tag));
}
