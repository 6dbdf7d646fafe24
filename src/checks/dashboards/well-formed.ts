import { ofDashboard } from './check.ts';
import { dashboardSchema } from './read/schema.ts';

/** What is read of a dashboard is of the right kind: a list where there must be one, a text, a number. */
export const wellFormed = ofDashboard((dashboard) => {
  const { error } = dashboardSchema.safeParse(dashboard);
  return (error?.issues ?? []).map(({ path, message }) => {
    const field = path
      .map((key) => (typeof key === 'number' ? `[${String(key)}]` : `.${String(key)}`))
      .join('');
    return `is no dashboard at '${field.replace(/^\./, '')}': ${message}.`;
  });
});
