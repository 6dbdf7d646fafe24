import { elsewhere } from './elsewhere.ts';

/**
 * Names of the series from elsewhere that alerts read, by how they begin: exporters that tell of everything are asked for these
 * alone.
 */
export const seriesBeginning = (...prefixes: readonly string[]): string[] =>
  Object.values(elsewhere)
    .map(({ name }) => name)
    .filter((name) => prefixes.some((prefix) => name.startsWith(prefix)))
    .sort();
