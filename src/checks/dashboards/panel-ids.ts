import { ofPanels } from './check.ts';
import { panelsOf } from './read/panels.ts';

/** Each panel and row has a number of its own, above zero: links ask for it, and of two alike Grafana loses one. */
export const panelIds = ofPanels((panel, dashboard) => {
  const { id } = panel;
  if (!Number.isInteger(id) || (id ?? 0) < 1)
    return [`has the id ${String(id)}. It must be a whole number above 0.`];
  const first = panelsOf(dashboard).find((other) => other.id === id);
  return first === panel || first === undefined
    ? []
    : [`has the id ${String(id)}, which '${first.title ?? ''}' has already.`];
});
