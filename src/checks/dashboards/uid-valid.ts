import { ofDashboard } from './check.ts';

/** What Grafana's database has room for. */
const longest = 40;

/** A dashboard has a uid that Grafana takes: without one, each Grafana makes up its own, and links lead nowhere. */
export const uidValid = ofDashboard(({ uid }) => {
  if (uid === undefined || uid === '') return ['has no uid. Links and alerts need one that stays.'];
  return [
    ...(uid.length > longest
      ? [`has a uid of ${String(uid.length)} characters. Grafana takes ${String(longest)}.`]
      : []),
    ...(/^[\w-]+$/.test(uid) ? [] : [`has the uid '${uid}'. Use letters, digits, - and _ alone.`]),
  ];
});
