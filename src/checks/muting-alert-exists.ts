import type { StackCheck } from './check.ts';

/** `mutedBy` names alerts that exist, and no two alerts mute each other: both would be silent. */
export const mutingAlertExists: StackCheck = ({ alerts }) => {
  const known = new Map(alerts.alerts.map(({ alert }) => [alert.name, alert.mutedBy ?? []]));
  const absent = new Set(alerts.leftOut.map(({ alert }) => alert));
  return alerts.alerts.flatMap(({ alert }) =>
    (alert.mutedBy ?? []).flatMap((name) => {
      if (name === alert.name) return [{ where: name, message: 'mutes itself, so that it is never told.' }];
      if (known.get(name)?.includes(alert.name) === true) {
        return [
          { where: alert.name, message: `and ${name} mute each other, so that neither is told. Drop one.` },
        ];
      }
      return known.has(name) || absent.has(name)
        ? []
        : [{ where: alert.name, message: `is muted by '${name}', which is no alert here.` }];
    }),
  );
};
