import type { AlertState, Snapshot } from '../snapshot.ts';
import { judgedRules, toldAlerts, type JudgedRule, type ToldAlert } from './ask.ts';

/** Labels that every alert has, so that they tell none from another. */
const common = new Set(['alertname', 'environment', 'namespace', 'service', 'severity']);

/** The alerts that are not inactive: as Prometheus judges them, and whether Alertmanager mutes them. */
export async function alertStates(
  prometheus: string,
  alertmanager: string,
): Promise<Pick<Snapshot, 'alerts' | 'judged'>> {
  const [rules, told] = await Promise.all([judgedRules(prometheus), toldAlerts(alertmanager)]);
  const evaluated = rules.map(({ lastEvaluation }) => Date.parse(lastEvaluation)).filter((at) => at > 0);
  const all = evaluated.length === rules.length && rules.length > 0;
  return {
    alerts: rules.flatMap((rule) => statesOf(rule, told)),
    // As long as one was never judged, nobody knows that all is quiet.
    judged: { rules: rules.length, ...(all ? { at: Math.max(...evaluated) } : {}) },
  };
}

function statesOf({ name, alerts = [] }: JudgedRule, told: readonly ToldAlert[]): AlertState[] {
  return alerts.map(({ labels, annotations, state, activeAt }) => ({
    name,
    severity: labels.severity ?? 'none',
    state,
    since: Date.parse(activeAt),
    summary: annotations.summary ?? '',
    description: annotations.description ?? '',
    runbook: annotations.runbook_url ?? '',
    about: Object.fromEntries(Object.entries(labels).filter(([label]) => !common.has(label))),
    mutedBy: mutedBy(labels, told),
  }));
}

/** Names of the alerts that Alertmanager says mute this one. */
function mutedBy(labels: ToldAlert['labels'], told: readonly ToldAlert[]): string[] {
  const found = told.find((alert) => key(alert.labels) === key(labels));
  const muting = told.filter(({ fingerprint }) => found?.status.inhibitedBy.includes(fingerprint) === true);
  return [...new Set(muting.map((alert) => alert.labels.alertname ?? ''))];
}

const key = (labels: Readonly<Record<string, string>>): string =>
  JSON.stringify(Object.entries(labels).sort());
