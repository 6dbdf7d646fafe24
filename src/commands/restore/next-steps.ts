import type { Plan } from '../../backup/restore/plan.ts';
import { nobody } from '../../constructs/hardening.ts';
import { recoveryName } from './kubernetes.ts';

const runbook = 'docs/runbooks/database-recovery.md';

/** What to do with the Job that was printed. It goes to standard error: who pipes the Job into kubectl reads it too. */
export function nextSteps(plan: Plan): string {
  const { namespace, kind } = plan;
  const name = recoveryName(plan);
  const logs = (container: string): string => `  kubectl -n ${namespace} logs -f job/${name} -c ${container}`;
  const containers = kind === 'dump' ? ['download', 'restore'] : ['fetch', 'recover'];
  return [
    'Next, unless you have piped it there: kubectl apply -f FILE',
    'Follow it, one container after the other:',
    ...containers.map(logs),
    `It is tried once. To try again: kubectl -n ${namespace} delete job/${name}, then apply again.`,
    ...result(plan, name),
    '',
  ].join('\n');
}

const result = ({ into }: Plan, name: string): readonly string[] =>
  into.kind === 'database'
    ? [
        `Once both have ended, ${into.name} is a database of ${into.server.host}:${String(into.server.port)}. Go on with step 5 of ${runbook}.`,
      ]
    : [
        `Once both have ended, the data is on the claim ${name}: in /backup/data where the claim is mounted at /backup, owner ${String(nobody)}.`,
        'The claim stays when the Job goes. Start PostgreSQL of the same major version as that user with that directory, where nobody writes yet.',
        `Go on with "Point in time" of ${runbook}.`,
      ];
