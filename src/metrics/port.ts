import type { Settings } from '../settings/schema.ts';

/** The port on which a server serves `/metrics`, by binding. */
export const metricsPort: Readonly<Record<Settings['metrics']['binding'], number>> = {
  contract: 9090,
  'fraiseql-2.15': 8815,
};
