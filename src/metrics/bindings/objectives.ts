import type { ObjectiveName } from '../../model/objective.ts';
import type { Settings } from '../../settings/schema.ts';
import { carrier, type Carrier } from '../carrier.ts';
import { elsewhere } from '../elsewhere.ts';
import { recordedName, recordedSeries, slice } from '../recorded.ts';

type Of<Name extends ObjectiveName> = Readonly<
  Record<`${Name}${'BadRatio' | 'Events' | 'Unmeasured' | 'BurnRate' | 'BudgetLeft'}`, Carrier>
>;

/** The objectives, as their rules record them. One series each: `max` takes the labels off, and a second replica's double. */
export const objectiveSignals = (settings: Settings) => ({
  // Whatever is watched: in the first minute after a start nothing has been scraped yet, and that is no outage.
  watching: carrier(() => `count(${elsewhere.up.name} offset 1m)`),
  ...of(settings, 'availability'),
  ...of(settings, 'latency'),
  ...of(settings, 'errors'),
  // Customers were promised another limit of time, which is counted apart.
  latencySlaBadRatio: carrier(
    (window) => `max(${recordedSeries(settings, 'latency-sla', recordedName.ratio(window))})`,
  ),
});

function of<Name extends ObjectiveName>(settings: Settings, name: Name): Of<Name> {
  const series = (recorded: string) => recordedSeries(settings, name, recorded);
  const latest = (recorded: string) => carrier(() => `max(${series(recorded)})`);
  const bad = series(recordedName.bad(slice));
  return {
    [`${name}BadRatio`]: carrier((window) => `max(${series(recordedName.ratio(window))})`),
    [`${name}Events`]: carrier((window) => `max(${series(recordedName.all(window))})`),
    [`${name}Unmeasured`]: carrier(() => `max(absent(${bad}))`),
    [`${name}BurnRate`]: latest(recordedName.burnRate),
    [`${name}BudgetLeft`]: latest(recordedName.budgetLeft),
  } as Of<Name>;
}
