import { catalogue } from '../metrics/signals.ts';
import { carriersFor } from '../metrics/carriers.ts';
import type { Alert, AlertGroup } from '../model/alert.ts';
import type { Threshold } from '../model/threshold.ts';
import { humanNumber } from '../promql/numbers.ts';
import { settingsSchema } from '../settings/schema.ts';
import { condition } from './condition.ts';
import { generated, table } from './markdown.ts';

/** Thresholds by name, such as `errorRatio.high`. */
export type NamedThresholds = ReadonlyMap<string, Threshold>;

/** The page that lists what wakes whom, at which numbers, and why those. */
export function alertsPage(groups: readonly AlertGroup[], thresholds: NamedThresholds): string {
  return `${generated('alerts/ and src/metrics/')}

# Alerts

An alert speaks of signals; the binding that an environment chooses says which series carry them. Severities say who is
told: [on-call](on-call.md). Each name links to what to do.

${groups.map(groupSection).join('\n\n')}

## Thresholds

Each number is derived in \`alerts/thresholds.ts\`. An environment chooses a column with \`thresholds.profile\`.

${table(['threshold', 'tuned', 'initial', 'because'], [...thresholds].map(thresholdRow))}

## Signals

${table(['signal', 'unit', 'says', 'in `fraiseql-2.15`'], signalRows())}
`;
}

function groupSection({ name, alerts }: AlertGroup): string {
  const rows = alerts.map((alert) => [
    `[${alert.name}](runbooks/${alert.runbook}.md#${alert.name.toLowerCase()})`,
    alert.severity,
    condition(alert.expr),
    alert.for ?? 'at once',
    mutedBy(alert),
  ]);
  return `## ${name}\n\n${table(['alert', 'severity', 'fires when', 'for', 'muted by'], rows)}`;
}

const mutedBy = ({ mutedBy: names = [] }: Alert): string => names.join(', ') || '–';

const thresholdRow = ([name, { unit, reason, values }]: [string, Threshold]): string[] => [
  `\`${name}\``,
  humanNumber(values.tuned, unit),
  humanNumber(values.initial, unit),
  reason,
];

function signalRows(): string[][] {
  const carriers = carriersFor(published);
  return Object.entries(catalogue).map(([name, { unit, says }]) => {
    const carrier = carriers[name as keyof typeof catalogue];
    return [`\`${name}\``, unit, says, carrier.kind === 'missing' ? `no: ${carrier.reason}` : 'yes'];
  });
}

/** Settings with the other binding. Only which signals it carries is asked of them, so that the names say nothing. */
const published = settingsSchema.parse({
  environment: 'example',
  service: {
    namespace: 'example',
    name: 'example',
    job: 'example',
    scrape: { via: 'service', labels: { app: 'example' }, port: 'example' },
  },
  probes: { example: { url: 'https://example.test', expects: 'success' } },
  metrics: { binding: 'fraiseql-2.15' },
  thresholds: { profile: 'tuned' },
  database: {
    kind: 'in-cluster',
    connection: { host: 'example.example.svc', database: 'example', secret: 'example-database' },
    volumeClaims: 'example',
    pointInTime: 'receiver',
  },
  routing: {
    secret: 'example',
    pagerDuty: true,
    slack: { incidents: '#example', tickets: '#example', notices: '#example' },
  },
  links: { runbooks: 'https://example.test', dashboards: 'https://example.test' },
  monitoring: { namespace: 'example-monitoring' },
  platform: { kind: 'own', longTerm: { secret: 'example-storage' } },
});
