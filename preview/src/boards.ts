import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DashboardJson } from '../../test/grafana/asking/json.ts';
import type { DrawnPanelJson, ShownBoard } from './shown.ts';

/** A dashboard's JSON, as far as it is drawn. */
export interface BoardJson extends DashboardJson {
  readonly panels: readonly DrawnPanelJson[];
  readonly links?: ShownBoard['links'];
}

/** Texts of dashboards by their uid. */
export type Boards = ReadonlyMap<string, string>;

export const parseBoard = (text: string): BoardJson => JSON.parse(text) as BoardJson;

/** The boards in a folder. */
export const boardsIn = (folder: string): Boards =>
  byUid(
    readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .sort()
      .map((name) => readFileSync(join(folder, name), 'utf8')),
  );

/** The boards as they were: in a folder, or at a git ref. */
export function boardsBefore(where: string, folder: string): Boards {
  if (existsSync(where)) return boardsIn(where);
  const names = git('ls-tree', '--name-only', where, `${folder}/`).split('\n');
  return byUid(names.filter((name) => name.endsWith('.json')).map((name) => git('show', `${where}:${name}`)));
}

function git(...args: readonly string[]): string {
  return execFileSync('git', args, { encoding: 'utf8', maxBuffer: 1e8, stdio: ['ignore', 'pipe', 'pipe'] });
}

function byUid(texts: readonly string[]): Boards {
  return new Map(texts.map((text) => [parseBoard(text).uid, text]));
}
