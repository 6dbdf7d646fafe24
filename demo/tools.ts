import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Failure } from '../src/cli/errors.ts';

/** What must be on the PATH, by the package of Debian that brings it. */
const needed: Readonly<Record<string, string>> = {
  prometheus: 'prometheus',
  promtool: 'prometheus',
  'prometheus-alertmanager': 'prometheus-alertmanager',
};

/**
 * Says what to type where an engine is missing.
 *
 * @throws Failure with the line.
 */
export function findTools(path = process.env.PATH ?? ''): void {
  const folders = path.split(delimiter);
  const missing = Object.keys(needed).filter((tool) => !folders.some((folder) => runs(join(folder, tool))));
  if (missing.length === 0) return;
  const packages = [...new Set(missing.map((tool) => needed[tool]))].join(' ');
  throw new Failure(
    `The demo runs the real engines, and these are not on the PATH: ${missing.join(', ')}. Type:
  Debian, Ubuntu   sudo apt-get install ${packages}
  macOS            brew install prometheus alertmanager && ln -s alertmanager "$(brew --prefix)/bin/prometheus-alertmanager"`,
  );
}

function runs(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
