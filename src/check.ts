import { exceptions as ofDashboards } from './checks/dashboards/exceptions.ts';
import { dashboardChecks } from './checks/dashboards/index.ts';
import { alertChecks, stackChecks } from './checks/index.ts';
import { exceptions as ofManifests } from './checks/manifests/exceptions.ts';
import { manifestChecks } from './checks/manifests/index.ts';
import type { Problem } from './model/problem.ts';
import { problemLines } from './report.ts';
import { SettingsError } from './settings/problems.ts';
import { readEnvironments } from './settings/read.ts';
import { makeEnvironment, type Environment } from './stack.ts';

/** Where check reads, and whom it tells. */
export interface CheckWorld {
  /** Folder of the environment files. */
  readonly environments: string;
  readonly say: (line: string) => void;
}

/** Judges all environments as synth does, and writes nothing. Returns the exit code: 1 if there is anything to say. */
export function check({ environments, say }: CheckWorld): number {
  try {
    const made = readEnvironments(environments).map((settings) => makeEnvironment(settings));
    const problems = made.flatMap((environment) => environment.problems).sort(byPlace);
    if (problems.length > 0) say(problemLines(problems));
    say(count(problems));
    say(looked(made));
    return problems.length > 0 ? 1 : 0;
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    say(error.message);
    return 1;
  }
}

const byPlace = (a: Problem, b: Problem): number =>
  a.where.localeCompare(b.where) || a.message.localeCompare(b.message);

/** `3 problems: 2 of image-pinned, 1 of resources-set`, what there is most of first. */
function count(problems: readonly Problem[]): string {
  if (problems.length === 0) return 'No problems.';
  const counts = [...new Set(problems.map((problem) => problem.check))].map((id) => ({
    id,
    times: problems.filter((problem) => problem.check === id).length,
  }));
  const parts = counts
    .sort((a, b) => b.times - a.times || a.id.localeCompare(b.id))
    .map(({ id, times }) => `${String(times)} of ${id}`);
  return `${many(problems.length, 'problem')}: ${parts.join(', ')}.`;
}

/** What was judged, by how much. */
function looked(made: readonly Environment[]): string {
  const sum = (size: (environment: Environment) => number): number =>
    made.reduce((total, environment) => total + size(environment), 0);
  const checks = [alertChecks, stackChecks, manifestChecks, dashboardChecks].flatMap((table) =>
    Object.keys(table),
  ).length;
  const what = [
    many(made.length, 'environment'),
    many(
      sum(({ alerts }) => alerts.alerts.length),
      'alert',
    ),
    many(
      sum(({ manifests }) => manifests.length),
      'object',
    ),
    many(
      sum(({ boards }) => boards.boards.length),
      'dashboard',
    ),
  ];
  const excepted = ofManifests.length + ofDashboards.length;
  const reasons = `${many(excepted, 'exception')}, each with its reason in an exceptions.ts of src/checks/`;
  return `${what.join(', ')} and ${many(checks, 'check')}; ${reasons}.`;
}

const many = (count: number, thing: string): string => `${String(count)} ${thing}${count === 1 ? '' : 's'}`;
