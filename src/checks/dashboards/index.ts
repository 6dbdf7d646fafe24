import type { GrafanaDashboard } from '../../model/grafana.ts';
import type { Problem } from '../../model/problem.ts';
import type { DashboardContext, Finding, Judge, Surroundings } from './check.ts';
import { exceptions, type Exception } from './exceptions.ts';
import { formChecks } from './form.ts';
import { linterChecks } from './linter.ts';
import { meaningChecks } from './meaning.ts';
import { withoutNulls } from './read/nulls.ts';
import { wellFormed } from './well-formed.ts';

/** Checks of dashboards, by id: the name of the file, and a row in docs/checks.md. */
export const dashboardChecks: Readonly<Record<string, Judge>> = {
  'well-formed': { judge: wellFormed },
  ...linterChecks,
  ...formChecks,
  ...meaningChecks,
};

/**
 * Runs every check over the dashboards of one environment. Of a dashboard that is not well-formed, the others know nothing.
 *
 * @param dashboards as their JSON says, whoever wrote it.
 * @param excepted what is right all the same. @default - src/checks/dashboards/exceptions.ts
 */
export function checkDashboards(
  dashboards: readonly unknown[],
  surroundings: Surroundings,
  excepted: readonly Exception[] = exceptions,
): Problem[] {
  const read = dashboards.map(withoutNulls) as GrafanaDashboard[];
  const context = { ...surroundings, all: [] };
  const malformed = new Map(
    read.map((dashboard) => [dashboard, run('well-formed', wellFormed, dashboard, context)]),
  );
  const all = read.filter((dashboard) => malformed.get(dashboard)?.length === 0);
  return [
    ...[...malformed.values()].flat(),
    ...all.flatMap((dashboard) => judged(dashboard, { ...context, all }, excepted)),
  ];
}

/** What all checks say of a dashboard, but for what is excepted. */
function judged(
  dashboard: GrafanaDashboard,
  context: DashboardContext,
  excepted: readonly Exception[],
): Problem[] {
  const own = excepted.filter((exception) => exception.dashboard === dashboard.uid);
  const found = Object.entries(dashboardChecks).map(
    ([check, { judge }]) => [check, run(check, judge, dashboard, context)] as const,
  );
  const unneeded = own.filter(({ check }) => (new Map(found).get(check) ?? []).length === 0);
  return [
    ...found.flatMap(([check, problems]) =>
      own.some((exception) => exception.check === check) ? [] : problems,
    ),
    ...unneeded.map(({ check }) =>
      problem('exceptions-needed', dashboard, { message: needless(check) }, context),
    ),
  ];
}

/** An exception that excuses nothing hides the next fault. */
const needless = (check: string): string =>
  `is excepted from ${check}, which ${Object.hasOwn(dashboardChecks, check) ? 'has nothing to say' : 'is no check'}. Drop that in src/checks/dashboards/exceptions.ts.`;

const run = (
  check: string,
  judge: Judge['judge'],
  dashboard: GrafanaDashboard,
  context: DashboardContext,
): Problem[] => judge(dashboard, context).map((finding) => problem(check, dashboard, finding, context));

function problem(
  check: string,
  { uid, title }: GrafanaDashboard,
  { where, message }: Finding,
  { settings }: DashboardContext,
): Problem {
  const dashboard = uid ?? title ?? 'a dashboard';
  const place = [settings.environment, dashboard, ...(where === undefined ? [] : [where])];
  return { check, where: place.join('/'), message };
}
