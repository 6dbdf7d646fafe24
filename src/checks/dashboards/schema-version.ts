import { ofDashboard } from './check.ts';

/**
 * What the oldest Grafana reads that the dashboards are for, which is 10. A newer one brings older schemas up to date; an older one
 * takes what it does not know for something else, without a word.
 */
const newest = 39;

/** The schema is one that every Grafana here reads. */
export const schemaVersion = ofDashboard(({ schemaVersion: version }) => {
  if (version === undefined)
    return ['has no schemaVersion: Grafana takes it for its oldest, and rewrites it.'];
  return version > newest
    ? [`has the schemaVersion ${String(version)}. Grafana 10 reads up to ${String(newest)}.`]
    : [];
});
