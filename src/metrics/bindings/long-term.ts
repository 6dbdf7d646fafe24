import { jobs } from '../../model/jobs.ts';
import { group, lastKnown } from '../../promql/fragments.ts';
import { selector } from '../../promql/selector.ts';
import type { Settings } from '../../settings/schema.ts';
import { carrier, missing, type Missing } from '../carrier.ts';
import { elsewhere as m } from '../elsewhere.ts';
import { jobMatchers } from './service.ts';

/** Whether history reaches the object store and is kept in order there. */
export function longTerm(settings: Settings) {
  const none = noLongTerm(settings);
  if (none !== undefined) return { compactionHalted: none, compactions: none, uploads: none };
  const compactor = jobMatchers(settings, jobs.thanosCompact);
  const rounds = selector(m.compactions.name, compactor);
  const uploads = selector(m.uploads.name, jobMatchers(settings, jobs.prometheus));
  return {
    compactionHalted: carrier(() => `max(${lastKnown(selector(m.compactionHalted.name, compactor))})`),
    // One that crashes again and again is new each time, and yet not young: it was there before the window.
    compactions: carrier((window) =>
      group([`sum(increase(${rounds}[${window}]))`, `count(${before(rounds, window)})`].join('\nand\n')),
    ),
    // A server that is there no longer owes nothing.
    uploads: carrier((window) =>
      group(
        [
          `sum by (pod) (increase(${uploads}[${window}]))`,
          `count by (pod) (${before(uploads, window)})`,
          `count by (pod) (${lastKnown(uploads)})`,
        ].join('\nand\n'),
      ),
    ),
  };
}

function noLongTerm({ platform }: Settings): Missing | undefined {
  if (platform.kind === 'shared') return missing('a shared platform keeps its own history');
  return platform.longTerm === undefined
    ? missing('platform.longTerm is left out, so no history is kept in an object store')
    : undefined;
}

/** The series as they were before the window, a gap of an hour notwithstanding. */
const before = (series: string, window: string): string => `last_over_time(${series}[1h] offset ${window})`;
