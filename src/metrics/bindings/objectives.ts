import type { ObjectiveName } from '../../model/objective.ts';
import type { Settings } from '../../settings/schema.ts';
import { carrier, type Carrier } from '../carrier.ts';
import { recordedName, recordedSeries, slice } from '../recorded.ts';

type Of<Name extends ObjectiveName> = Readonly<
  Record<`${Name}${'BadRatio' | 'Events' | 'Unmeasured' | 'BurnRate' | 'BudgetLeft'}`, Carrier>
>;

/** The objectives, as their rules record them. One series each: `max` takes the labels off, and a second replica's double. */
export const objectiveSignals = (settings: Settings) => ({
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
    // A day's memory: where no query ever came, there is nothing to measure, and nothing amiss.
    [`${name}Unmeasured`]: carrier(
      () => `(max(absent(${bad})) and on () max(sum_over_time(${series(recordedName.all(slice))}[1d])) > 0)`,
    ),
    [`${name}BurnRate`]: latest(recordedName.burnRate),
    [`${name}BudgetLeft`]: latest(recordedName.budgetLeft),
  } as Of<Name>;
}
