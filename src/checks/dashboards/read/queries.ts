import type { GrafanaDashboard, GrafanaPanel, GrafanaTarget } from '../../../model/grafana.ts';
import type { Syntax } from '../../../promql/syntax.ts';
import { parseWithVariables } from '../../../promql/variables.ts';
import { sourceType, typeOf } from './data-source.ts';
import { panelName, panelsOf } from './panels.ts';
import { readVariableQuery } from './variable-query.ts';
import { standInOf, variableName, variablesOf } from './variables.ts';

/** PromQL somewhere in a dashboard. */
export interface Expression {
  /** Such as `Error ratio/A`, `$job` or `annotation 'Deployments'`. */
  readonly where: string;
  readonly of: 'panel' | 'annotation' | 'variable';
  readonly expr: string;
  readonly syntax: Syntax;
  /** Texts that name labels of its result: `{{pod}}`. */
  readonly labelled: readonly string[];
}

/** PromQL of a panel. */
export interface Query extends Expression {
  readonly panel: GrafanaPanel;
  readonly target: GrafanaTarget;
}

/** A query in another language. */
export type Foreign = Omit<Query, 'of' | 'syntax' | 'labelled'>;

const known = new WeakMap<GrafanaDashboard, readonly Query[]>();

/** All PromQL of the panels. Worked out once: a dozen checks ask for it. */
export function panelQueries(dashboard: GrafanaDashboard): readonly Query[] {
  const queries =
    known.get(dashboard) ??
    targetsFor(dashboard, 'prometheus').map((query) => ({
      ...query,
      of: 'panel',
      labelled: [query.target.legendFormat ?? ''],
      ...parsed(dashboard, query.expr),
    }));
  known.set(dashboard, queries);
  return queries;
}

/** All PromQL of a dashboard: of its panels, its annotations and its variables. */
export function expressions(dashboard: GrafanaDashboard): Expression[] {
  const ofAnnotations = (dashboard.annotations?.list ?? [])
    .filter(({ datasource }) => (typeOf(dashboard, datasource) ?? 'prometheus') === 'prometheus')
    .map(({ name = '', expr, titleFormat = '', textFormat = '' }) => ({
      of: 'annotation' as const,
      where: `annotation '${name}'`,
      expr,
      labelled: [titleFormat, textFormat],
    }));
  const ofVariables = variablesOf(dashboard)
    .filter(({ type }) => type === 'query')
    .map((variable) => ({
      of: 'variable' as const,
      where: variableName(variable),
      expr: readVariableQuery(variable)?.expr,
      labelled: [],
    }));
  const more = [...ofAnnotations, ...ofVariables].flatMap(({ expr, ...rest }) =>
    expr === undefined ? [] : [{ ...rest, expr, ...parsed(dashboard, expr) }],
  );
  return [...panelQueries(dashboard), ...more];
}

/** Queries of panels that are written for a type of data source. */
export const targetsFor = (dashboard: GrafanaDashboard, type: string): Foreign[] =>
  panelsOf(dashboard).flatMap((panel) =>
    (panel.targets ?? [])
      .filter((target) => sourceType(dashboard, panel, target) === type)
      .map((target) => ({
        where: `${panelName(panel)}/${target.refId ?? ''}`,
        expr: target.expr ?? '',
        panel,
        target,
      })),
  );

const parsed = (dashboard: GrafanaDashboard, expr: string): Pick<Expression, 'syntax'> => ({
  syntax: parseWithVariables(expr, standInOf(dashboard)),
});
