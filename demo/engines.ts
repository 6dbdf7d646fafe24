import { startEngines, type Engines } from '../engines/engines.ts';
import type { Receivers } from '../engines/receivers.ts';
import type { Settings } from '../src/settings/schema.ts';
import type { Environment } from '../src/stack.ts';
import { scrapedPast } from './history/scraped.ts';
import { lineOf } from './history/sample.ts';
import { slices } from './history/slices.ts';
import { writeHistory } from './history/write.ts';
import { engineTargets, scrapeConfigs, simulatedTargets } from './scrape.ts';
import type { Service } from './service.ts';

/** What the engines of the demo are made of. */
export interface WatchedProps {
  readonly environment: Environment;
  readonly service: Service;
  readonly receivers: Receivers;
  readonly speed: number;
  /** Where people reach the page. */
  readonly origin: string;
  readonly signal: AbortSignal;
  readonly onEnd: (engine: string, log: string) => void;
}

/** How often alerts are judged until all is well: else the first verdict takes as long as the interval of its group. */
const first = '1s';

/** Starts the engines, which find a past and watch the service from now on. */
export function watchedBy(props: WatchedProps): Promise<Engines> {
  const { environment, service, signal, ...rest } = props;
  const { settings } = environment;
  const simulated = simulatedTargets(settings, new URL(service.simulation.url).host);
  return startEngines({
    ...rest,
    environment,
    first,
    scrape: (addresses) => scrapeConfigs([...simulated, ...engineTargets(settings, addresses)]),
    before: async (data) => {
      const now = Math.floor(Date.now() / 1000);
      const scraped = await scrapedPast(simulated, now, service.setClock);
      service.goOn();
      await writeHistory(data, `${recordedPast(settings, now)}${scraped}`, signal);
    },
  });
}

const recordedPast = (settings: Settings, now: number): string => slices(settings, now).map(lineOf).join('');
