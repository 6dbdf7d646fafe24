import { ofDashboard } from './check.ts';

/** A dashboard has a tag, by which it is found and linked. */
export const hasTag = ofDashboard(({ tags }) =>
  (tags ?? []).some((tag) => tag.trim() !== '') ? [] : ['has no tag, by which others find it.'],
);
