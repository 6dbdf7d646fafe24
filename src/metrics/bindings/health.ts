import { jobs } from '../../model/jobs.ts';
import { lastKnown } from '../../promql/fragments.ts';
import { selector } from '../../promql/selector.ts';
import type { Settings } from '../../settings/schema.ts';
import { carrier, missing } from '../carrier.ts';
import { healthMetrics } from '../health.ts';
import { jobMatchers } from './service.ts';

/**
 * Dependencies of a server that says nothing of them: as the health service sees them, each of whose replicas looks for itself. That the server itself does not
 * answer is told by other signals.
 */
export function dependencySignals(settings: Settings) {
  if (!isChecked(settings)) {
    const silent = missing('v2.15 tells nothing of its dependencies; the setting `health` has them watched');
    return { dependencyUpSomewhere: silent, dependencyUpEverywhere: silent };
  }
  const seen = selector(healthMetrics.up.name, {
    ...jobMatchers(settings, jobs.health),
    dependency: { not: 'api' },
  });
  return {
    dependencyUpSomewhere: carrier(() => `max by (dependency) (${lastKnown(seen)})`),
    dependencyUpEverywhere: carrier(() => `min by (dependency) (${lastKnown(seen)})`),
  };
}

const isChecked = ({ health }: Settings): boolean =>
  health !== undefined &&
  (health.database || [health.elasticsearch, health.redis, health.kms].some((one) => one !== undefined));
