import { windows, type ObjectiveName } from '../model/objective.ts';
import type { Cut } from '../promql/slices.ts';
import { selector } from '../promql/selector.ts';
import type { Settings } from '../settings/schema.ts';
import type { Metric } from './metric.ts';

/**
 * How often objectives are counted. Each evaluation counts what happened since the one before, so that the slices cover all of
 * time, once.
 */
export const slice = '30s';

/** How slices of counters are cut: longer ago than a scrape may take, which is 10 seconds. */
export const cut: Cut = { slice, settled: '15s' };

/** Windows of what is recorded: a slice, and those that are summed from it. Thirty days are made of ten minutes. */
export const recordedWindows = [slice, '10m', ...windows] as const;

/** Labels by which dashboards made for sloth find an objective's series. */
const slothLabels = ['sloth_id', 'sloth_service', 'sloth_slo'];
const identity = ['environment', 'namespace', 'service', ...slothLabels];

const gauge = (name: string, labels: readonly string[] = []): Metric => ({
  name,
  type: 'gauge',
  help: '',
  labels: [...identity, ...labels],
});

/** Names of the recorded series. `slo:sli_error:ratio_rate…` and those without a window are sloth's; the counts are ours. */
export const recordedName = {
  bad: (window: string) => `slo:sli_error:increase${window}`,
  all: (window: string) => `slo:sli_total:increase${window}`,
  ratio: (window: string) => `slo:sli_error:ratio_rate${window}`,
  objective: 'slo:objective:ratio',
  budget: 'slo:error_budget:ratio',
  days: 'slo:time_period:days',
  burnRate: 'slo:current_burn_rate:ratio',
  periodBurnRate: 'slo:period_burn_rate:ratio',
  budgetLeft: 'slo:period_error_budget_remaining:ratio',
  info: 'sloth_slo_info',
} as const;

/** Every series that the rules of the objectives record. */
export const recorded: readonly Metric[] = [
  ...recordedWindows.flatMap((window) => [gauge(recordedName.bad(window)), gauge(recordedName.all(window))]),
  ...windows.map((window) => gauge(recordedName.ratio(window), ['sloth_window'])),
  ...[recordedName.objective, recordedName.budget, recordedName.days].map((name) => gauge(name)),
  ...[recordedName.burnRate, recordedName.periodBurnRate, recordedName.budgetLeft].map((name) => gauge(name)),
  gauge(recordedName.info, ['sloth_objective']),
];

/** What counts as an objective's own series: the SLA of an objective may count something else than its SLO. */
export type RecordedSlo = ObjectiveName | `${ObjectiveName}-sla`;

/** Labels of an objective's series in an environment. */
export const recordedLabels = ({ environment, service }: Settings, slo: RecordedSlo) => ({
  environment,
  namespace: service.namespace,
  service: service.name,
  sloth_id: `${service.name}-${slo}`,
  sloth_service: service.name,
  sloth_slo: slo,
});

/** One of an objective's recorded series. */
export function recordedSeries(settings: Settings, slo: RecordedSlo, name: string): string {
  const { namespace, sloth_id } = recordedLabels(settings, slo);
  return selector(name, { namespace, sloth_id });
}
