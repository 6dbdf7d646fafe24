import { serve, type Serving } from '../http/serve.ts';
import { Fleet } from './fleet.ts';
import type { Binding } from './process.ts';
import { handler } from './routes.ts';
import type { ScenarioName } from './scenarios.ts';
import { Timeline } from './timeline.ts';

/** How a simulated service is served. */
export interface SimulationProps {
  /** Address that it listens on. */
  readonly host: string;
  /** Port, or 0 for one that is free. */
  readonly port: number;
  /** Whole number that chance is made of: the same seed gives the same numbers. */
  readonly seed: number;
  /** A fault that begins at once. @default - all is well */
  readonly scenario?: ScenarioName;
  /** @default 3 */
  readonly replicas?: number;
  /** Which series the replicas export. @default 'contract' */
  readonly binding?: Binding;
  /** @default - the clock of this machine */
  readonly now?: () => Date;
  /** How many times faster than the clock the traffic runs. Timestamps stay those of the clock. @default 1 */
  readonly speed?: number;
}

/** A simulated service that is served. */
export interface Simulation extends Serving {
  /** Begins a fault now. One that is going on ends. */
  readonly begin: (scenario: ScenarioName) => void;
  /** Ends the fault that is going on. */
  readonly end: () => void;
  /** The fault that is going on. */
  readonly current: () => ScenarioName | undefined;
}

/**
 * Serves a simulated service over HTTP until it is stopped.
 *
 * @throws Failure where the address cannot be had.
 */
export async function serveSimulation(props: SimulationProps): Promise<Simulation> {
  const { host, port, seed, scenario, replicas = 3, binding = 'contract', speed = 1 } = props;
  const clock = clockOf(props.now ?? (() => new Date()), speed);
  const timeline = new Timeline(replicas);
  const fleet = new Fleet({ seed, binding, timeline, stamp: clock.stamp });
  const faults = {
    begin: (name: ScenarioName) => {
      timeline.begin(name, clock.now());
    },
    end: () => {
      timeline.end(clock.now());
    },
    current: () => timeline.at(clock.now())?.scenario,
  };
  if (scenario !== undefined) faults.begin(scenario);
  const serving = await serve(handler({ fleet, timeline, clock, faults, host }), { host, port });
  return { ...serving, ...faults };
}

/** Two clocks: that of the simulation, and that of everybody else. */
export interface Clock {
  /** Simulated time, in seconds since the epoch. */
  readonly now: () => number;
  /** When a moment of the simulation is on everybody's clock. */
  readonly stamp: (moment: number) => number;
}

function clockOf(now: () => Date, speed: number): Clock {
  const began = now().getTime() / 1000;
  return {
    now: () => began + (now().getTime() / 1000 - began) * speed,
    stamp: (moment) => Math.round(began + (moment - began) / speed),
  };
}
