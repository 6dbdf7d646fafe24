import { objectives } from '../../alerts/slos.ts';
import { recordedName, recordedSeries } from '../../src/metrics/recorded.ts';
import type { Settings } from '../../src/settings/schema.ts';
import type { ObjectiveState } from '../snapshot.ts';
import { query } from './ask.ts';

/** The objectives, as the recorded rules say. */
export function objectiveStates(prometheus: string, settings: Settings): Promise<ObjectiveState[]> {
  return Promise.all(
    objectives.map(async ({ name, title, slo }) => {
      const value = async (recorded: string) => {
        const [found] = await query(prometheus, recordedSeries(settings, name, recorded));
        return found?.value === undefined ? undefined : Number(found.value[1]);
      };
      const [bad, left, burn] = await Promise.all(
        [recordedName.ratio('30d'), recordedName.budgetLeft, recordedName.burnRate].map(value),
      );
      return {
        title,
        says: slo.says,
        promised: slo.ratio,
        ...(bad === undefined ? {} : { attained: 1 - bad }),
        ...(left === undefined ? {} : { left }),
        ...(burn === undefined ? {} : { burn }),
      };
    }),
  );
}
