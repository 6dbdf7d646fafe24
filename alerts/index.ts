import type { AlertGroup } from '../src/model/alert.ts';
import { backupAlerts } from './backup.ts';
import { capacityAlerts } from './capacity.ts';
import { core } from './core.ts';
import { dependencies } from './dependencies.ts';
import { logAlerts } from './logs.ts';
import { longTermAlerts } from './long-term.ts';
import { meta } from './meta.ts';
import { probeAlerts } from './probes.ts';
import { resourceAlerts } from './resources.ts';
import { securityAlerts } from './security.ts';
import { sloAlerts } from './slos.ts';
import { timeouts } from './timeouts.ts';

/** Every alert there is: the 11 first, then what an on-call engineer meets most. */
export const alertGroups: readonly AlertGroup[] = [
  core,
  sloAlerts,
  timeouts,
  dependencies,
  probeAlerts,
  resourceAlerts,
  backupAlerts,
  securityAlerts,
  capacityAlerts,
  meta,
  longTermAlerts,
  logAlerts,
];
