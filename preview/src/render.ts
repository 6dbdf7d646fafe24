import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSettings } from '../../src/settings/read.ts';
import { midnight, type Span } from '../../test/day/clock.ts';
import { incidentDay } from '../../test/day/incident-day.ts';
import type { Prometheus } from '../../test/day/prometheus.ts';
import { groupsIn } from '../../test/day/rules.ts';
import { boardsBefore, boardsIn, parseBoard, type Boards } from './boards.ts';
import { Painter } from './browser.ts';
import { bundlePage } from './bundle.ts';
import { changesPage } from './changes.ts';
import { findChromium } from './chromium.ts';
import type { Options } from './options.ts';
import { show } from './show.ts';

/** A picture that was made, and what stands in the final table about it. */
export interface Picture {
  readonly name: string;
  readonly panels: number;
  readonly queries: number;
  readonly empty: readonly string[];
  readonly seconds: number;
}

/** A board that becomes a picture. */
interface Sheet {
  /** Name of the file, without its ending. */
  readonly name: string;
  readonly text: string;
}

/** Renders boards to pictures. `tell` is told what is being done; `since` shortens the day, for tests. */
export async function render(
  options: Options,
  tell: (what: string) => void,
  since = midnight,
): Promise<Picture[]> {
  const sheets = sheetsOf(options);
  mkdirSync(options.out, { recursive: true });
  if (options.before !== undefined) {
    writeFileSync(join(options.out, 'changes.md'), changesPage(sheets.map(({ name }) => name)));
  }
  if (sheets.length === 0) return [];
  const span = { from: since, to: options.now };
  const [day, painter] = await Promise.all([dayOf(options, span, tell), startPainter()]);
  try {
    const pictures: Picture[] = [];
    for (const sheet of sheets) {
      pictures.push(await paint(sheet, { options, painter, prometheus: day.prometheus }));
      tell(`painted ${join(options.out, `${sheet.name}.png`)}`);
    }
    return pictures;
  } finally {
    await Promise.all([day.stop(), painter.stop()]);
  }
}

interface Studio {
  readonly options: Options;
  readonly painter: Painter;
  readonly prometheus: Prometheus;
}

async function paint({ name, text }: Sheet, { options, painter, prometheus }: Studio): Promise<Picture> {
  const started = performance.now();
  const { environment, now, theme, out } = options;
  const { scrapeInterval } = readSettings(`environments/${environment}.yaml`).monitoring;
  const { shown, ...told } = await show(parseBoard(text), { prometheus, now, scrapeInterval }, theme);
  writeFileSync(join(out, `${name}.png`), await painter.paint(shown));
  return { name, ...told, seconds: (performance.now() - started) / 1000 };
}

async function startPainter(): Promise<Painter> {
  return Painter.start(findChromium(), await bundlePage());
}

function dayOf({ environment }: Options, span: Span, tell: (what: string) => void) {
  const rules = readFileSync(`dist/${environment}/prometheus/rules.yaml`, 'utf8');
  return incidentDay({ groups: groupsIn(rules), span, tell });
}

/** The boards that are asked for or, with `--before`, both versions of those that differ. */
function sheetsOf({ environment, boards, before }: Options): Sheet[] {
  const folder = `dist/${environment}/grafana`;
  const now = boardsIn(folder);
  const unknown = boards.filter((uid) => !now.has(uid));
  if (unknown.length > 0)
    throw new Error(`No board is called ${unknown.join(', ')}. There are: ${[...now.keys()].join(', ')}.`);
  const wanted = (all: Boards): Boards =>
    boards.length === 0 ? all : new Map([...all].filter(([uid]) => boards.includes(uid)));
  if (before !== undefined) return pairs(wanted(boardsBefore(before, folder)), wanted(now));
  return [...wanted(now)].map(([name, text]) => ({ name, text }));
}

function pairs(before: Boards, after: Boards): Sheet[] {
  const uids = [...new Set([...before.keys(), ...after.keys()])];
  return uids
    .filter((uid) => before.get(uid) !== after.get(uid))
    .flatMap((uid) => [
      { name: `${uid}-before`, text: before.get(uid) },
      { name: `${uid}-after`, text: after.get(uid) },
    ])
    .filter((sheet): sheet is Sheet => sheet.text !== undefined);
}
