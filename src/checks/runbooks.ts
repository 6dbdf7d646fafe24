import { existsSync, readFileSync } from 'node:fs';

const folder = new URL('../../docs/runbooks/', import.meta.url);

const known = new Map<string, ReadonlySet<string> | 'no file'>();

/** Headings of the sections in a runbook: a file in `docs/runbooks/`, without `.md`. */
export function sectionsOf(runbook: string): ReadonlySet<string> | 'no file' {
  const found = known.get(runbook) ?? read(runbook);
  known.set(runbook, found);
  return found;
}

function read(runbook: string): ReadonlySet<string> | 'no file' {
  const file = new URL(`${runbook}.md`, folder);
  if (!existsSync(file)) return 'no file';
  return new Set(readFileSync(file, 'utf8').match(/(?<=^## ).+$/gm));
}
