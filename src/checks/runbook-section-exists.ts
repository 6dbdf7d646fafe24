import type { AlertCheck } from './check.ts';
import { sectionsOf } from './runbooks.ts';

/** Every alert's runbook has a section headed by its name. */
export const runbookSectionExists: AlertCheck = ({ alert }) => {
  const file = `docs/runbooks/${alert.runbook}.md`;
  const sections = sectionsOf(alert.runbook);
  if (sections === 'no file') return [`has the runbook ${file}, which does not exist.`];
  return sections.has(alert.name) ? [] : [`has no section in ${file}. Add '## ${alert.name}'.`];
};
