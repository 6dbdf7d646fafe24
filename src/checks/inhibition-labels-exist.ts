import { matchesAll } from '../routing/walk.ts';
import { identityLabels } from '../rules/identity.ts';
import type { StackCheck } from './check.ts';

/**
 * Both sides of an inhibition have all of its `equal` labels. Alertmanager takes a label that both lack for equal, so that
 * one alert would mute everything.
 */
export const inhibitionLabelsExist: StackCheck = ({ routing, alerts }) =>
  routing.inhibit_rules.flatMap(({ source_matchers, target_matchers, equal }) =>
    [source_matchers, target_matchers].flatMap((matchers) => {
      const sides = alerts.alerts.filter(({ rule }) =>
        matchesAll(matchers, { ...rule.labels, alertname: rule.alert }),
      );
      if (sides.length === 0)
        return [{ where: matchers.join(', '), message: 'is in an inhibition and matches no alert.' }];
      return sides.flatMap((side) => {
        const has = [...Object.keys(side.rule.labels), ...identityLabels(side)];
        return equal
          .filter((label) => !has.includes(label))
          .map((label) => ({
            where: side.rule.alert,
            message: `lacks '${label}', which its inhibition compares.`,
          }));
      });
    }),
  );
