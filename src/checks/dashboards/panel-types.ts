import { ofPanels } from './check.ts';
import { showsValues } from './read/panels.ts';

/** Panels that show no values. */
const others = ['row', 'text', 'alertlist', 'logs', 'dashlist'];

/** A panel is of a type that every Grafana has: of others it shows that something is missing. */
export const panelTypes = ofPanels((panel) => {
  const { type = '' } = panel;
  if (showsValues(panel) || others.includes(type)) return [];
  return [type === '' ? 'has no type.' : `is of the type '${type}', which no Grafana brings with it.`];
});
