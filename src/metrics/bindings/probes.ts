import { jobs } from '../../model/jobs.ts';
import { aggregate, group, lastKnown } from '../../promql/fragments.ts';
import { selector, type Matcher } from '../../promql/selector.ts';
import type { Settings } from '../../settings/schema.ts';
import { carrier, missing } from '../carrier.ts';
import { elsewhere as m } from '../elsewhere.ts';
import type { Metric } from '../metric.ts';
import { jobMatchers } from './service.ts';

/** What is seen from outside, by probe: of those that the settings name, and not of other environments'. */
export function probes(settings: Settings) {
  const names = Object.keys(settings.probes);
  if (names.length === 0) {
    const none = missing('the settings name no probes');
    return {
      probeUp: none,
      probeUnseen: none,
      certificateLeft: none,
      probesAnswer: carrier(() => 'vector(1)'),
    };
  }
  const of = ({ name }: Metric, probe: Matcher) =>
    selector(name, { ...jobMatchers(settings, jobs.probes), probe });
  const all: Matcher = { matches: names.join('|') };
  const unseen = names.map((name) => `absent(${of(m.probeSuccess, name)})`);
  return {
    // Two Prometheus ask the same, and one good answer is an answer.
    probeUp: carrier(() => `max by (probe) (${lastKnown(of(m.probeSuccess, all))})`),
    probeUnseen: carrier(() =>
      aggregate('max', unseen.length > 1 ? group(unseen.join('\nor\n')) : unseen.join(), ['probe']),
    ),
    // Where no result comes, nothing is known to be down: EndpointUnwatched tells of it.
    probesAnswer: carrier(() => `(min(max by (probe) (${lastKnown(of(m.probeSuccess, all))})) or vector(1))`),
    // Servers behind one name may show different certificates, and each probe meets one of them.
    certificateLeft: carrier(
      () => `min by (probe) (min_over_time(${of(m.certificateEnd, all)}[1h])) - time()`,
    ),
  };
}
