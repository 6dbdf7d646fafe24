import { ofPanels } from './check.ts';
import { showsValues } from './read/panels.ts';

/** A panel that shows values asks for some. */
export const panelNoTargets = ofPanels((panel) =>
  showsValues(panel) && (panel.targets ?? []).length === 0 ? ['has no query, and shows nothing.'] : [],
);
