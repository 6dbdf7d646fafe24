import { metricsPort } from '../metrics/port.ts';
import { Bench } from './bench.ts';
import { Chance } from './chance.ts';
import { container } from './cluster.ts';
import type { Conditions } from './conditions.ts';
import type { Target } from './names.ts';
import { publishedReplica } from './published-replica.ts';
import { Registry } from './registry.ts';
import { replica, type Life, type ReplicaProps } from './replica.ts';
import { step } from './timeline.ts';

/** Which series a replica exports. */
export type Binding = keyof typeof metricsPort;

/** What a process of a replica is made of. */
export interface ProcessProps extends ReplicaProps {
  readonly seed: number;
  readonly binding: Binding;
  readonly target: Target;
  /** When it began, in seconds since the epoch. */
  readonly started: number;
}

const lives: Readonly<Record<Binding, (bench: Bench, props: ReplicaProps) => Life>> = {
  contract: replica,
  'fraiseql-2.15': publishedReplica,
};

/** A process of a replica: all that it counts is gone with it. */
export class Process {
  readonly started: number;
  /** What it exports, without the labels of its target. */
  readonly metrics = new Registry();
  /** What the kubelet and kube-state-metrics tell of its container. */
  readonly container = new Registry();
  private readonly chances: readonly Chance[];
  private readonly lives: readonly Life[];

  constructor(props: ProcessProps) {
    const { seed, binding, target, started, index } = props;
    this.started = started;
    const [work, use] = ['process', 'container'].map(
      (what) => new Chance(`${String(seed)} ${what} ${String(index)}`),
    ) as [Chance, Chance];
    this.chances = [work, use];
    this.lives = [
      lives[binding](new Bench(this.metrics, {}, work), props),
      container(new Bench(this.container, target.container, use)),
    ];
  }

  /** Lives through the step that ends at a moment. */
  live(moment: number, conditions: Conditions): void {
    for (const chance of this.chances) chance.turnTo(moment / step);
    for (const live of this.lives) live(moment, step, conditions);
  }
}
