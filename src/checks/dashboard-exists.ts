import type { AlertCheck } from './check.ts';

/** Every alert's link leads to a dashboard that there is. */
export const dashboardExists: AlertCheck = ({ rule }, { dashboards }) => {
  const url = rule.annotations.dashboard_url ?? '';
  const uid = /\/d\/([^/?#]+)/.exec(url)?.[1];
  if (uid === undefined) return [`links to '${url}', which is no dashboard.`];
  return dashboards.includes(uid)
    ? []
    : [`links to the dashboard '${uid}', and there are only ${dashboards.join(', ')}.`];
};
