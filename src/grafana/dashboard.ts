import {
  DashboardBuilder,
  DashboardCursorSync,
  RowBuilder,
  type Panel as GrafanaPanel,
  type RowPanel,
} from '@grafana/grafana-foundation-sdk/dashboard';
import type { Board } from '../model/dashboard.ts';
import { annotations } from './annotations.ts';
import type { Context } from './context.ts';
import { harden } from './harden.ts';
import { idOf } from './ids.ts';
import { place } from './layout.ts';
import { links } from './links.ts';
import { toGrafana } from './panels/panel.ts';
import { variables } from './variables.ts';

/** A board as the JSON that Grafana reads. */
export function dashboardJson(board: Board, context: Context): string {
  const { uid, title, description, from } = board;
  const { tag, refresh } = context.style;
  // Files are read in the classic form alone: Grafana 13 still refuses the newer one there.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  const shell = new DashboardBuilder(title)
    .uid(uid)
    .description(description)
    .tags([tag])
    .timezone('utc')
    .readonly()
    .refresh(refresh)
    .time({ from, to: 'now' })
    .tooltip(DashboardCursorSync.Crosshair)
    .build();
  const panels = panelsOf(board, context);
  return harden({
    ...shell,
    links: links(context),
    templating: { list: variables(context.settings, panels) },
    annotations: { list: annotations(context) },
    panels,
  });
}

/** Rows as headings, each before its panels. */
const panelsOf = ({ rows }: Board, context: Context): (GrafanaPanel | RowPanel)[] =>
  place(rows, context.style.height).flatMap((placed) => [
    new RowBuilder(placed.row.title)
      .id(idOf(rowKey(placed.row)))
      .gridPos(placed.at)
      .build(),
    ...placed.panels.map(({ panel, at }) => toGrafana(panel, at, context)),
  ]);

/** What a row's number is made of. */
export const rowKey = ({ title }: Board['rows'][number]): string => `row ${title}`;
