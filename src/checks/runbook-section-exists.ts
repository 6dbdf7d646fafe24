import { existsSync, readFileSync } from 'node:fs';
import type { AlertCheck } from './check.ts';

const folder = new URL('../../docs/runbooks/', import.meta.url);

/** Every alert's runbook has a section headed by its name. */
export const runbookSectionExists: AlertCheck = ({ alert }) => {
  const file = `docs/runbooks/${alert.runbook}.md`;
  const found = headings.get(alert.runbook) ?? headingsOf(alert.runbook);
  headings.set(alert.runbook, found);
  if (found === 'no file') return [`has the runbook ${file}, which does not exist.`];
  return found.has(alert.name) ? [] : [`has no section in ${file}. Add '## ${alert.name}'.`];
};

const headings = new Map<string, ReadonlySet<string> | 'no file'>();

function headingsOf(runbook: string): ReadonlySet<string> | 'no file' {
  const file = new URL(`${runbook}.md`, folder);
  if (!existsSync(file)) return 'no file';
  return new Set(readFileSync(file, 'utf8').match(/(?<=^## ).+$/gm));
}
