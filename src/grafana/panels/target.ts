import { DataqueryBuilder, PromQueryFormat } from '@grafana/grafana-foundation-sdk/prometheus';
import type { Template } from '../../model/template.ts';
import { renderPromql } from '../../rules/render.ts';
import type { Context } from '../context.ts';
import { refIdOf } from '../ids.ts';
import { asChosen, dataSource } from '../variables.ts';

/** PromQL of a template, as Grafana is to ask it. */
export const expression = (template: Template, { scope }: Context): string =>
  asChosen(renderPromql(template, scope));

/** A query over the time range. */
export const overTime = (at: number, promql: string, legend: string, context: Context): DataqueryBuilder =>
  query(at, promql).range().legendFormat(legend).interval(context.style.step);

/** A query for now: what has ended meanwhile is not shown as if it were so still. */
export const now = (at: number, promql: string, legend: string): DataqueryBuilder =>
  query(at, promql).instant().legendFormat(legend);

/** A query for the rows of a table. */
export const rows = (at: number, promql: string): DataqueryBuilder =>
  query(at, promql).instant().format(PromQueryFormat.Table);

const query = (at: number, promql: string): DataqueryBuilder =>
  new DataqueryBuilder().datasource(dataSource).refId(refIdOf(at)).expr(promql);
