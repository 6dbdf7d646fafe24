import type { Anomaly, Conditions, Work } from './conditions.ts';
import { volumeBytes } from './cluster.ts';
import { mix, mixFactor } from './course.ts';
import * as healthy from './healthy.ts';
import type { Latency } from './latency.ts';
import { scenarios } from './scenarios.ts';
import { dayLong, minute } from './time.ts';
import { severity, step, type Fault, type Timeline } from './timeline.ts';

/** Of what everything is made that a simulated service meets. */
export interface SurroundingsProps {
  readonly seed: number;
  readonly timeline: Timeline;
}

/** What a simulated service meets in the step that ends at a moment: a function of the seed, the moment and the faults. */
export function surroundings({ seed, timeline }: SurroundingsProps): (moment: number) => Conditions {
  const { replicas } = timeline;
  const today = remembered(dayLong, (day) => healthy.happeningsOn(day, seed, replicas));
  const usually = remembered(minute, (begins) => healthy.healthyAt(begins + minute, today(begins)));
  const latencies = latencyMemory();
  return (moment) => {
    const fault = timeline.before(moment);
    const usual = usually(moment - step);
    const measures = fault === undefined ? usual : bent(usual, fault, moment);
    const { down, unreachable = [] } = fault === undefined ? {} : scenarios[fault.scenario];
    const up = down === 'all' ? 0 : replicas - (down === 'first' ? 1 : 0);
    return {
      ...measures,
      latency: latencies(moment, measures.slowness),
      connectionsIdle: 12,
      apiKeysActive: healthy.apiKeysActive(moment),
      anomalies: [
        ...today(moment - step).anomalies.filter((one) => one.moment > moment - step && one.moment <= moment),
        ...added(measures.anomaliesPerMinute, moment, replicas),
      ],
      unreachable,
      answering: Math.max(1, up),
      databaseBytes: healthy.databaseBytes(moment),
      volumeFree: Math.round(volumeBytes * (1 - measures.volumeUsed)),
      answersOutside: up > 0 && !unreachable.includes('database'),
    };
  };
}

/** Measures as a fault makes them. */
function bent(usual: healthy.Measures, fault: Fault, moment: number): healthy.Measures {
  const worst = Object.entries(scenarios[fault.scenario].worst ?? {});
  const share = severity(fault, moment);
  const changed = worst.map(([name, value]) => [name, mix(usual[name as healthy.Measure], value, share)]);
  return { ...usual, ...(Object.fromEntries(changed) as Partial<healthy.Measures>) };
}

/** Anomalies that a fault adds: one replica after the other sees them. */
function added(perMinute: number, moment: number, replicas: number): readonly Anomaly[] {
  const until = (end: number) => Math.floor((perMinute * end) / minute);
  const count = until(moment) - until(moment - step);
  const replica = Math.floor(moment / minute) % replicas;
  return Array.from({ length: count }, () => ({ rule: healthy.detectionRules[0], replica }));
}

/** Remembers what was worked out for the beginning of the minute or the day last asked about. */
function remembered<Value>(long: number, workOut: (begins: number) => Value): (moment: number) => Value {
  let known: { begins: number; value: Value } | undefined;
  return (moment) => {
    const begins = Math.floor(moment / long) * long;
    if (known?.begins !== begins) known = { begins, value: workOut(begins) };
    return known.value;
  };
}

/** How long work takes: usually in the quietest hour and at the peak, and at its slowest. */
const latencies = {
  query: {
    quiet: { quick: 0.0165, slow: 0.18, slowShare: 0.025 },
    peak: { quick: 0.021, slow: 0.21, slowShare: 0.025 },
    slowest: { quick: 0.06, slow: 0.5, slowShare: 0.15 },
  },
  database: {
    quiet: { quick: 0.0065, slow: 0.03, slowShare: 0.02 },
    peak: { quick: 0.008, slow: 0.03, slowShare: 0.02 },
    slowest: { quick: 0.028, slow: 0.3, slowShare: 0.16 },
  },
  apiKey: {
    quiet: { quick: 0.0135, slow: 0.03, slowShare: 0.02 },
    peak: { quick: 0.0145, slow: 0.03, slowShare: 0.02 },
    slowest: { quick: 0.015, slow: 0.032, slowShare: 0.03 },
  },
} as const satisfies Record<Work, Record<'quiet' | 'peak' | 'slowest', Latency>>;

/** Latencies by load and slowness. The load of a minute is that of its beginning, so that they stay the same objects for a while. */
function latencyMemory(): (moment: number, slowness: number) => Conditions['latency'] {
  let known: { begins: number; slowness: number; value: Conditions['latency'] } | undefined;
  return (moment, slowness) => {
    const begins = Math.floor(moment / minute) * minute;
    if (known?.begins !== begins || known.slowness !== slowness) {
      const of = (work: Work) => latencyOf(work, healthy.loadAt(begins), slowness);
      known = {
        begins,
        slowness,
        value: { query: of('query'), database: of('database'), apiKey: of('apiKey') },
      };
    }
    return known.value;
  };
}

function latencyOf(work: Work, load: number, slowness: number): Latency {
  const { quiet, peak, slowest } = latencies[work];
  const between = (part: 'quick' | 'slow') =>
    mixFactor(mix(quiet[part], peak[part], load), slowest[part], slowness);
  return {
    quick: between('quick'),
    slow: between('slow'),
    slowShare: mix(mix(quiet.slowShare, peak.slowShare, load), slowest.slowShare, slowness),
  };
}
