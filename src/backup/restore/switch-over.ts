import { momentName } from './figures.ts';
import type { Into, Plan } from './plan.ts';

/** What is left to do once it is restored: none of it is done by a program. */
export const switchOver = (plan: Plan): readonly string[] =>
  plan.into.kind === 'database' ? ofDatabase(plan, plan.into) : ofServer(plan.into);

const runbook = 'docs/runbooks/database-recovery.md';

function ofDatabase(plan: Plan, { name, server }: Extract<Into, { kind: 'database' }>): readonly string[] {
  const to = `psql -X -h ${server.host} -p ${String(server.port)}`;
  return [
    `Look at it: ${to} -d ${name}`,
    `Stop who writes, so that nothing is written to both:\n  kubectl -n ${plan.namespace} scale deployment/fraiseql-api --replicas=0`,
    `Put it in place, and keep the old one. Both happen, or neither. What is connected, such as an exporter, is thrown out first; if it was quicker, again. Without an old one leave out its line:\n${swap(plan, name, to)}`,
    'Where it is on another server than the old one, instead: change host and database in the Secret that fraiseql-api reads.',
    `Start who writes again, and take a dump: ${runbook}`,
  ];
}

/** As the runbook has it, but as options: lines that are indented cannot end a here-document. */
function swap({ database, plannedAt }: Plan, name: string, psql: string): string {
  const old = `${database.slice(0, 40)}_before_${momentName(plannedAt)}`;
  return [
    `${psql} -d postgres -v ON_ERROR_STOP=1`,
    `  -c "select pg_terminate_backend(pid) from pg_stat_activity`,
    `      where datname in ('${database}', '${name}') and pid <> pg_backend_pid()"`,
    '  -c begin',
    `  -c 'alter database "${database}" rename to "${old}"'`,
    `  -c 'alter database "${name}" rename to "${database}"'`,
    '  -c commit',
  ]
    .map((line, at, { length }) => `  ${line}${at === 1 || at === length - 1 ? '' : ' \\'}`)
    .join('\n');
}

function ofServer({ path }: Extract<Into, { kind: 'directory' }>): readonly string[] {
  return [
    `Start it and look: pg_ctl -D ${path ?? 'DIR'} -o '-p 5433' -w start`,
    'Stop who writes, and the old server if it still runs: two of them must never be written to.',
    'Point the service at the new one, or move its data to where the old one had its own.',
    `Start who writes again, and take a copy at once, for the new timeline: ${runbook}`,
  ];
}
