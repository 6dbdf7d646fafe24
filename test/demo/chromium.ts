import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome'];

/** The Chromium of this machine: where the variable CHROMIUM says, or on the PATH. */
export function findChromium(): string {
  const { CHROMIUM, PATH = '' } = process.env;
  const found = PATH.split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find(runs);
  if (CHROMIUM !== undefined) return CHROMIUM;
  if (found === undefined) throw new Error('Chromium is not on the PATH: npm run tools says what to type.');
  return found;
}

function runs(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
