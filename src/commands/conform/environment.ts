import { alertGroups } from '../../../alerts/index.ts';
import { objectives } from '../../../alerts/slos.ts';
import { boards } from '../../../dashboards/index.ts';
import { readersOf, type Readers } from '../../conform/readers.ts';
import { resolveAlerts } from '../../rules/resolve.ts';
import type { Settings } from '../../settings/schema.ts';
import { recordingGroups } from '../../slo/recordings.ts';

/** All that reads a server in an environment: what synth would write for it. */
export const readersIn = (settings: Settings): Readers =>
  readersOf({
    settings,
    alerts: resolveAlerts(alertGroups, settings).alerts,
    recordings: recordingGroups(objectives, settings),
    boards,
  });
