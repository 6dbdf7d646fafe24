import { ofDashboard } from './check.ts';

/** What a Grafana sets for itself. */
const own = ['id', 'version', 'iteration'];

/** A dashboard has nothing in it of the Grafana that it was made in: elsewhere the id is that of another. */
export const noInstanceFields = ofDashboard((dashboard) =>
  Object.entries(dashboard)
    .filter(([key, value]) => own.includes(key) && value !== null && value !== undefined)
    .map(
      ([key, value]) => `has the ${key} ${String(value)}, which each Grafana sets for itself. Leave it out.`,
    ),
);
