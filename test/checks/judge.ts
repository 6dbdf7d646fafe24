import { alertGroups } from '../../alerts/index.ts';
import { policies } from '../../alerts/routing.ts';
import { boards } from '../../dashboards/index.ts';
import { objectives, tiers } from '../../alerts/slos.ts';
import { alertChecks, stackChecks } from '../../src/checks/index.ts';
import type { Stack } from '../../src/checks/check.ts';
import type { Rule } from '../../src/model/rule.ts';
import { alertmanagerConfig } from '../../src/routing/alertmanager.ts';
import { resolveAlerts, type ResolvedAlert } from '../../src/rules/resolve.ts';
import { production } from '../good.ts';

/** Production as it is: nothing wrong with it. */
export const goodStack: Stack = (() => {
  const alerts = resolveAlerts(alertGroups, production);
  return {
    settings: production,
    alerts,
    routing: alertmanagerConfig(policies, alerts.alerts, production),
    policies,
    objectives,
    tiers,
    dashboards: boards.map(({ uid }) => uid),
  };
})();

/** One of its alerts. */
export function goodAlert(name: string): ResolvedAlert {
  const found = goodStack.alerts.alerts.find(({ alert }) => alert.name === name);
  if (found === undefined) throw new Error(`No alert is called ${name}.`);
  return found;
}

/** What a check says of an alert whose rule is bent in one place. */
export function judge(check: string, alert: ResolvedAlert, bend: Partial<Rule> = {}): readonly string[] {
  const judgeAlert = alertChecks[check];
  if (judgeAlert === undefined) throw new Error(`No check is called ${check}.`);
  return judgeAlert({ ...alert, rule: { ...alert.rule, ...bend } }, goodStack);
}

/** What a check says of the whole environment, bent in one place. */
export function judgeStack(check: string, bend: Partial<Stack> = {}): readonly string[] {
  const judgeIt = stackChecks[check];
  if (judgeIt === undefined) throw new Error(`No check is called ${check}.`);
  return judgeIt({ ...goodStack, ...bend }).map(({ where, message }) => `${where} ${message}`);
}
