import { contractMetrics } from '../metrics/contract.ts';
import type { Metric } from '../metrics/metric.ts';
import { publishedMetrics } from '../metrics/published.ts';
import type { Settings } from '../settings/schema.ts';

/** A binding, by its name in the settings. */
export type BindingName = Settings['metrics']['binding'];

/** The metrics that a binding reads or promises. */
export const metricsOf: Readonly<Record<BindingName, readonly Metric[]>> = {
  contract: Object.values(contractMetrics),
  'fraiseql-2.15': Object.values(publishedMetrics),
};

/** Names of all bindings. */
export const bindingNames = Object.keys(metricsOf) as readonly BindingName[];
