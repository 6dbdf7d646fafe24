import type { Plan } from './plan.ts';

/** What is left to do once it is restored: none of it is done by a program. */
export function switchOver({ into, database, namespace }: Plan): readonly string[] {
  if (into.kind === 'database') {
    const { name, server } = into;
    const psql = `psql -h ${server.host} -p ${String(server.port)} -d postgres`;
    return [
      `Look at it: psql -h ${server.host} -p ${String(server.port)} -d ${name}`,
      `Stop who writes, so that nothing is written to both:\n  kubectl -n ${namespace} scale deployment/fraiseql-api --replicas=0`,
      `Put it in place, and keep the old one:\n  ${psql} -c 'alter database ${database} rename to ${database}_old'\n  ${psql} -c 'alter database ${name} rename to ${database}'`,
      'Start who writes again, and take a dump: docs/runbooks/database-recovery.md',
    ];
  }
  const path = into.path ?? 'DIR';
  return [
    `Start it and look: pg_ctl -D ${path} -o '-p 5433' -w start`,
    'Stop who writes, and the old server if it still runs: two of them must never be written to.',
    'Point the service at the new one, or move its data to where the old one had its own.',
    'Start who writes again, and take a copy at once, for the new timeline: docs/runbooks/database-recovery.md',
  ];
}
