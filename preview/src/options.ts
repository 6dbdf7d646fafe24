import { parseArgs } from 'node:util';
import { at } from '../../test/day/clock.ts';
import type { Theme } from './shown.ts';

export const usage = `Usage: npm run preview [-- options]

Renders the Grafana boards of dist/ to pictures: their own queries, asked of a real Prometheus that holds a scripted day with an
incident, drawn by Grafana's own components.

  --environment NAME  whose boards: dist/NAME/grafana (default: production)
  --board UID         only this board; may be given again
  --at HH:MM          the moment of the day that is now (default: 14:57, when the incident is just over)
  --theme NAME        dark or light (default: dark)
  --out FOLDER        where the pictures go (default: docs/screenshots; with --before: preview/changes)
  --before WHERE      a git ref, or a folder of JSON: renders the boards that differ from it, before and after, and changes.md
  --help              this text

Ends with 1 when a panel of a board has nothing to show, unless --at or --before asks for another moment or other boards.`;

/** What is rendered, of what, and where to. */
export interface Options {
  readonly environment: string;
  /** Only these. @default - all */
  readonly boards: readonly string[];
  readonly now: number;
  readonly theme: Theme;
  readonly out: string;
  readonly before: string | undefined;
  /** Whether a panel without an answer is an error. */
  readonly strict: boolean;
}

/** Reads the command line. Nothing is rendered when it asks for help. */
export function readOptions(args: readonly string[]): Options | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      environment: { type: 'string', default: 'production' },
      board: { type: 'string', multiple: true, default: [] },
      at: { type: 'string' },
      theme: { type: 'string', default: 'dark' },
      out: { type: 'string' },
      before: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  const { environment, board, theme, before, help } = values;
  if (help) return undefined;
  if (theme !== 'dark' && theme !== 'light') throw new Error(`--theme is dark or light, not '${theme}'.`);
  return {
    environment,
    boards: board,
    theme,
    before,
    now: at(values.at ?? '14:57'),
    out: values.out ?? (before === undefined ? 'docs/screenshots' : 'preview/changes'),
    strict: values.at === undefined && before === undefined,
  };
}
