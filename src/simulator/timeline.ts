import { scenarios, type ScenarioName } from './scenarios.ts';
import { dayLong, hour, minute } from './time.ts';

/** Seconds that the simulation moves on at a time: its state changes at multiples of it, and never between. */
export const step = 10;

/** A fault, and when it goes on: seconds since the epoch, multiples of a step. */
export interface Fault {
  readonly scenario: ScenarioName;
  readonly from: number;
  readonly to: number;
  /** When it would have ended if nobody had ended it. */
  readonly planned: number;
}

/** How long a fault takes to be at its worst, and to be over. */
const ramp = minute;

/** How many faults are remembered. */
const remembered = 1000;

/** What happens to the replicas, and when: releases every night, and faults. */
export class Timeline {
  private faults: readonly Fault[] = [];

  constructor(readonly replicas: number) {}

  /** Begins a fault at a moment, or at the last step before it, for so many seconds. One that is going on ends. */
  begin(scenario: ScenarioName, moment: number, seconds = scenarios[scenario].minutes * minute): void {
    this.end(moment);
    const from = atStep(moment);
    const planned = atStep(from + seconds);
    this.faults = [...this.faults.slice(-remembered), { scenario, from, to: planned, planned }];
  }

  /** Ends the fault that goes on at a moment. */
  end(moment: number): void {
    const now = atStep(moment);
    this.faults = this.faults
      .map((fault) => (fault.to > now ? { ...fault, to: now } : fault))
      .filter(({ from, to }) => from < to);
  }

  /** The fault that goes on at a moment. */
  at(moment: number): Fault | undefined {
    return this.faults.find(({ from, to }) => from <= moment && moment < to);
  }

  /** The fault of the step that ends at a moment. */
  before(moment: number): Fault | undefined {
    return this.at(moment - step);
  }

  /** Whether a replica is gone while a fault goes on. */
  takesDown({ scenario }: Fault, replica: number): boolean {
    const { down } = scenarios[scenario];
    return down === 'all' || (down === 'first' && replica === 0);
  }

  /** When the pod was made that a replica is before a moment. */
  releasedAt(replica: number, moment: number): number {
    return this.latest(replica, moment, ({ scenario }) => scenarios[scenario].replaces === 'pod');
  }

  /** When the process began that a replica is before a moment. */
  startedAt(replica: number, moment: number): number {
    return this.latest(replica, moment, () => true);
  }

  private latest(replica: number, moment: number, counts: (fault: Fault) => boolean): number {
    let latest = nightly(replica, moment);
    for (const fault of this.faults) {
      const begin = counts(fault) ? this.beginsAnew(fault, replica) : -Infinity;
      if (begin < moment) latest = Math.max(latest, begin);
    }
    return latest;
  }

  /** When a fault has a replica begin anew: never, for most of them. */
  private beginsAnew(fault: Fault, replica: number): number {
    const { replaces } = scenarios[fault.scenario];
    if (replaces === 'process') return fault.from;
    if (this.takesDown(fault, replica)) return fault.to;
    const turn = fault.from + atStep(((fault.planned - fault.from) * replica) / this.replicas);
    return replaces === 'pod' && turn < fault.to ? turn : -Infinity;
  }
}

/** How bad a fault is in the step that ends at a moment: from 0 to 1, its worst. */
export const severity = ({ from, planned }: Fault, moment: number): number =>
  Math.max(0, Math.min(1, (moment - from) / ramp, (planned - moment) / ramp));

/** A release every night at three, one replica a minute. */
const nightly = (replica: number, moment: number): number => {
  const first = 3 * hour + replica * minute;
  return Math.floor((moment - first - 1) / dayLong) * dayLong + first;
};

const atStep = (moment: number): number => Math.floor(moment / step) * step;
