import type { DashboardUid } from '../../model/alert.ts';

/** Something that a check says of a dashboard and that is right all the same. */
export interface Exception {
  /** Id of the check. */
  readonly check: string;
  /** The dashboard, by its uid. */
  readonly dashboard: DashboardUid;
  /** Why it is right. */
  readonly reason: string;
}

const allTogether =
  'It shows the service as its users meet it: all replicas together, as its alerts judge them. Which replica is at fault, the labels of an alert say.';

/** Every exception, each with its reason. One that excuses nothing is a problem. */
export const exceptions: readonly Exception[] = [
  { check: 'template-instance', dashboard: 'fraiseql-production-health', reason: allTogether },
  { check: 'target-instance', dashboard: 'fraiseql-production-health', reason: allTogether },
  { check: 'template-instance', dashboard: 'fraiseql-database-health', reason: allTogether },
  { check: 'target-instance', dashboard: 'fraiseql-database-health', reason: allTogether },
  {
    check: 'template-instance',
    dashboard: 'fraiseql-slo',
    reason: 'An objective is promised for the service: no replica has one of its own.',
  },
  {
    check: 'template-instance',
    dashboard: 'fraiseql-on-call',
    reason: 'It lists alerts, which name what they are about themselves, and is to leave none out.',
  },
];
