import { metricsPort } from '../metrics/port.ts';
import { Bench } from './bench.ts';
import { calendar } from './calendar.ts';
import { Chance } from './chance.ts';
import { cluster } from './cluster.ts';
import type { Conditions } from './conditions.ts';
import { detectionRules } from './healthy.ts';
import { namesOf, type Target } from './names.ts';
import { Process, type Binding, type ProcessProps } from './process.ts';
import { Registry, type Labels } from './registry.ts';
import { surroundings } from './surroundings.ts';
import { step, type Timeline } from './timeline.ts';

/** What a fleet is made of. Two that are made of the same are the same at any moment. */
export interface FleetProps {
  readonly seed: number;
  readonly binding: Binding;
  /** How many replicas there are, and what happens to them. */
  readonly timeline: Timeline;
  /** What a moment of the simulation is on the clock of whoever reads it. @default - the same */
  readonly stamp?: (moment: number) => number;
}

/** One of the replicas: the pod that it is now, and its process while it is there. */
export interface Place {
  readonly target: Target;
  /** Whether it answers its scrape. */
  readonly up: boolean;
  readonly process: Process | undefined;
}

/**
 * Simulated replicas, and what stands beside them. Its state is a function of seed, faults and simulated time, which moves in steps: when, and how
 * often, somebody looks at it makes no difference.
 */
export class Fleet {
  /** What exporters show that know nothing of a single replica. */
  readonly elsewhere = new Registry();
  readonly conditionsAt: (moment: number) => Conditions;
  private places: readonly Place[] = [];
  private readonly chances: Chance[] = [];
  private readonly moves: ReturnType<typeof cluster>;
  private now: number | undefined;

  constructor(private readonly props: FleetProps) {
    const { seed, timeline, stamp } = props;
    this.conditionsAt = surroundings({ seed, timeline });
    const of = (labels: Labels) => new Bench(this.elsewhere, labels, this.chance(JSON.stringify(labels)));
    this.moves = cluster(of, { ...calendar, ...(stamp && { stamp }) });
  }

  /** The replicas as they are after `advance`. */
  get replicas(): readonly Place[] {
    return this.places;
  }

  /** Brings everything up to a moment. Time never goes back: an earlier one changes nothing. */
  advance(moment: number): void {
    const end = Math.floor(moment / step) * step;
    let now = Math.max(this.now ?? 0, this.oldestStart(end));
    for (; now < end; now += step) this.live(now + step);
    this.now = now;
  }

  /** Nothing before the oldest process began matters any more. */
  private oldestStart(end: number): number {
    const { timeline } = this.props;
    return Math.min(...Array.from({ length: timeline.replicas }, (_, at) => timeline.startedAt(at, end)));
  }

  /** Lives through the step that ends at a moment. */
  private live(moment: number): void {
    const conditions = this.conditionsAt(moment);
    const { replicas } = this.props.timeline;
    this.places = Array.from({ length: replicas }, (_, index) => this.place(index, moment));
    for (const { process } of this.places) process?.live(moment, conditions);
    for (const chance of this.chances) chance.turnTo(moment / step);
    this.moves(moment, step, conditions);
  }

  private place(index: number, moment: number): Place {
    const { seed, timeline, binding } = this.props;
    const before = this.places[index];
    const released = timeline.releasedAt(index, moment);
    const target = before?.target.released === released ? before.target : this.targetOf(index, released);
    const fault = timeline.before(moment);
    if (fault !== undefined && timeline.takesDown(fault, index))
      return { target, up: false, process: undefined };
    const started = timeline.startedAt(index, moment);
    if (before?.process?.started === started && before.target === target) return before;
    const props: ProcessProps = {
      seed,
      binding,
      target,
      started,
      index,
      pools: this.pools(),
      rules: detectionRules,
    };
    return { target, up: true, process: new Process(props) };
  }

  private targetOf(index: number, released: number): Target {
    const { seed, binding } = this.props;
    return namesOf({ seed, index, released, port: metricsPort[binding] });
  }

  /** The hundred connections that all replicas together may open. */
  private pools(): readonly number[] {
    const { replicas } = this.props.timeline;
    const least = Math.floor(100 / replicas);
    return Array.from({ length: replicas }, (_, index) => least + (index < 100 % replicas ? 1 : 0));
  }

  private chance(what: string): Chance {
    const chance = new Chance(`${String(this.props.seed)} ${what}`);
    this.chances.push(chance);
    return chance;
  }
}
