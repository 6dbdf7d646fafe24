import { readSettings } from '../src/settings/read.ts';
import type { Settings } from '../src/settings/schema.ts';

/**
 * Settings like production's: the good example that tests bend. A copy, so that whoever edits `environments/` breaks no test
 * but that of `dist/`.
 */
export const production: Settings = readSettings('test/good/production.yaml');

/** Settings like staging's. */
export const staging: Settings = readSettings('test/good/staging.yaml');

/** Settings with some values changed, by path: `{ 'metrics.binding': 'fraiseql-2.15' }`. */
export function withSettings(settings: Settings, changes: Readonly<Record<string, unknown>>): Settings {
  const copy = structuredClone(settings);
  for (const [path, value] of Object.entries(changes)) set(copy, path.split('.'), value);
  return copy;
}

function set(target: Record<string, unknown>, [key = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) target[key] = value;
  else set(target[key] as Record<string, unknown>, rest, value);
}
