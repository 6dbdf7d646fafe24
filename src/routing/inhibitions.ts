import type { ResolvedAlert } from '../rules/resolve.ts';
import { identityLabels } from '../rules/identity.ts';
import type { InhibitRule } from './config.ts';

/** Labels that every alert has, so that an alert of one environment cannot mute another's. */
const everywhere = ['environment', 'namespace', 'service'] as const;

/**
 * Who mutes whom, from what the alerts say of themselves. Where both alerts are about one thing, such as a volume, they must
 * be about the same one. `equal` never names a label that either side lacks: Alertmanager takes a missing label for an
 * empty one, and would mute everything.
 */
export function inhibitions(alerts: readonly ResolvedAlert[]): InhibitRule[] {
  const named = new Map(alerts.map((one) => [one.alert.name, one]));
  return alerts.flatMap((target) =>
    (target.alert.mutedBy ?? []).flatMap((name) => {
      const source = named.get(name);
      return source === undefined ? [] : [inhibition(source, target)];
    }),
  );
}

function inhibition(source: ResolvedAlert, target: ResolvedAlert): InhibitRule {
  const shared = identityLabels(source).filter((label) => identityLabels(target).includes(label));
  return {
    source_matchers: [`alertname="${source.alert.name}"`],
    target_matchers: [`alertname="${target.alert.name}"`],
    equal: [...everywhere, ...shared],
  };
}
