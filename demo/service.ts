import { serveSimulation, type Simulation } from '../src/simulator/serve.ts';
import type { Settings } from '../src/settings/schema.ts';
import { back } from './history/scraped.ts';
import { replicas } from './scrape.ts';

/** A simulated service whose clock can be set, so that it has a past. */
export interface Service {
  readonly simulation: Simulation;
  /** Seconds since the epoch. */
  readonly setClock: (seconds: number) => void;
  /** From now on its clock is that of this machine. */
  readonly goOn: () => void;
}

/** Starts it on a port of loopback that is free. Its traffic is as in production whatever the speed: only waits are made shorter. */
export async function startService({ metrics }: Settings): Promise<Service> {
  let clock: number | undefined = Date.now() / 1000 - back;
  const simulation = await serveSimulation({
    host: '127.0.0.1',
    port: 0,
    seed: 1,
    replicas,
    binding: metrics.binding,
    now: () => (clock === undefined ? new Date() : new Date(clock * 1000)),
  });
  return {
    simulation,
    setClock: (seconds) => {
      clock = seconds;
    },
    goOn: () => {
      clock = undefined;
    },
  };
}
