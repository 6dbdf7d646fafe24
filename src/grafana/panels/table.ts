import { TableCellHeight, TableSortByFieldStateBuilder } from '@grafana/grafana-foundation-sdk/common';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/table';
import type { AlertTable, Table } from '../../model/dashboard.ts';
import type { Context } from '../context.ts';
import { withBasics } from './basics.ts';
import { expression, rows } from './target.ts';

/** What stands in a table. */
interface Content {
  /** PromQL whose answer makes the rows. */
  readonly answer: string;
  /** Headings by field, in the order of the columns. */
  readonly headings: Readonly<Record<string, string>>;
  /** Headings of the columns that sort, the first one first. */
  readonly sortBy: readonly { readonly heading: string; readonly desc: boolean }[];
}

/** The field that holds the values of a table's only query, as Grafana calls it. */
export const valueField = 'Value';

/** One row for each series, the largest value on top. */
export function table(panel: Table, context: Context): PanelBuilder {
  const { expr, labels, heading } = panel;
  const headings = { ...labels, [valueField]: heading };
  return plainTable(
    panel,
    { answer: expression(expr, context), headings, sortBy: [{ heading, desc: true }] },
    context,
  );
}

/** A table with a column for each heading, and none besides. */
export function plainTable(panel: Table | AlertTable, content: Content, context: Context): PanelBuilder {
  const { answer, headings, sortBy } = content;
  return withBasics(new PanelBuilder(), panel, context)
    .cellHeight(TableCellHeight.Sm)
    .noValue(panel.empty)
    .withTarget(rows(0, answer))
    .withTransformation({ id: 'organize', options: arranged(headings) })
    .sortBy(
      sortBy.map(({ heading, desc }) => new TableSortByFieldStateBuilder().displayName(heading).desc(desc)),
    );
}

const arranged = (headings: Content['headings']) => ({
  excludeByName: { Time: true },
  indexByName: Object.fromEntries(Object.keys(headings).map((field, index) => [field, index])),
  renameByName: headings,
});
