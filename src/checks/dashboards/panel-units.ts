import type { PanelUnit } from '../../model/dashboard.ts';
import type { GrafanaPanel } from '../../model/grafana.ts';
import { ofPanels } from './check.ts';
import { showsValues } from './read/panels.ts';

/**
 * Units that panels may have. Grafana knows hundreds: with a few, and base units as Prometheus has them, one look compares two
 * panels, and nobody takes milliseconds for seconds.
 */
const units: Readonly<Record<PanelUnit, string>> = {
  percentunit: 'a ratio, shown as per cent',
  s: 'seconds; Grafana shows ms or days where they fit',
  reqps: 'requests a second',
  bytes: 'bytes, in powers of 1024',
  short: 'a count, large ones as 12 K',
  none: 'a number as it is',
};

/** Numbers have a unit, one of a few. */
export const panelUnits = ofPanels((panel) => {
  if (!showsValues(panel)) return [];
  const used = unitsOf(panel);
  if (used.length === 0 && !showsWords(panel))
    return [`has no unit. Use one of ${Object.keys(units).join(', ')}.`];
  return used
    .filter((unit) => !Object.hasOwn(units, unit))
    .map((unit) => `has the unit '${unit}'. Use one of ${Object.keys(units).join(', ')}.`);
});

/** Whether words are shown in place of numbers. */
const showsWords = ({ fieldConfig, options }: GrafanaPanel): boolean =>
  (fieldConfig?.defaults?.mappings ?? []).length > 0 || (options?.reduceOptions?.fields ?? '') !== '';

function unitsOf({ fieldConfig }: GrafanaPanel): string[] {
  const ofFields = (fieldConfig?.overrides ?? [])
    .flatMap(({ properties }) => properties ?? [])
    .filter(({ id }) => id === 'unit')
    .map(({ value }) => value);
  return [...new Set([fieldConfig?.defaults?.unit, ...ofFields])].filter(
    (unit): unit is string => typeof unit === 'string' && unit !== '',
  );
}
