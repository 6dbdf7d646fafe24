import { ofDashboard } from './check.ts';

/** No two dashboards share a uid or a title: Grafana would stop to update any that come from files. */
export const uniqueDashboards = ofDashboard((dashboard, { all }) => {
  const others = all.filter((other) => other !== dashboard);
  const { uid, title } = dashboard;
  return [
    ...(uid && others.some((other) => other.uid === uid)
      ? [`shares its uid '${uid}' with another. Change one.`]
      : []),
    ...(title && others.some((other) => other.title === title)
      ? [`shares its title '${title}' with another. Change one.`]
      : []),
  ];
});
