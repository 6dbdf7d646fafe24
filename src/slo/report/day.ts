import { recordedName, slice, type RecordedSlo } from '../../metrics/recorded.ts';
import { selector } from '../../promql/selector.ts';
import type { Series, Server } from '../../prometheus/server.ts';
import type { Source } from './merge.ts';
import type { Period } from './period.ts';
import { emptySlots, slotOf, slotsIn, type Slots } from './slots.ts';

/** Whose slices are read. */
export interface Subject {
  readonly service: string;
  readonly namespace: string;
  /** Further labels that the series must have, such as `environment`. */
  readonly labels: Readonly<Record<string, string>>;
}

/** What is asked for. */
export interface Wanted {
  readonly subject: Subject;
  readonly slos: readonly RecordedSlo[];
}

/** A source, and what it counts. */
export interface DaySource extends Source {
  readonly slo: RecordedSlo;
}

/** What one server has of one day. */
export interface Day {
  readonly sources: readonly DaySource[];
  readonly warnings: readonly string[];
  /** Environments that the series are of. */
  readonly environments: readonly string[];
}

/** A selector of the slices of some objectives. */
export function slicesOf({ subject, slos }: Wanted, name: string): string {
  const { service, namespace, labels } = subject;
  return selector(name, { namespace, sloth_id: { matches: `${service}-(${slos.join('|')})` }, ...labels });
}

/** Asks for one day: the raw samples of its range, so that no look-back hides a gap. */
export async function askDay(server: Server, day: Period, wanted: Wanted): Promise<Day> {
  const ask = (name: string) => server.samples(`${slicesOf(wanted, name)}[1d]`, day.to);
  const all = await ask(recordedName.all(slice));
  const bad = await ask(recordedName.bad(slice));
  const series = { all: all.series, bad: bad.series };
  const sources = wanted.slos.flatMap((slo) =>
    [...slotsById(series, `${wanted.subject.service}-${slo}`, day)].map(([name, slots]) => ({
      slo,
      name: `${server.address} ${name}`,
      slots,
    })),
  );
  return {
    sources,
    warnings: [...all.warnings, ...bad.warnings].map((text) => `${server.address} warns: ${text}`),
    environments: [...all.series, ...bad.series].flatMap(({ metric }) => metric.environment ?? []),
  };
}

type Halves = Readonly<Record<keyof Slots, readonly Series[]>>;

/** The slots of each series of an objective: replicas have one each. */
function slotsById(halves: Halves, id: string, day: Period): ReadonlyMap<string, Slots> {
  const found = new Map<string, Slots>();
  for (const half of ['all', 'bad'] as const) {
    for (const series of halves[half].filter(({ metric }) => metric.sloth_id === id)) {
      const name = nameOf(series);
      const slots = found.get(name) ?? emptySlots(slotsIn(day));
      found.set(name, slots);
      fill(slots[half], series, day);
    }
  }
  return found;
}

/** Prometheus 2 counts the sample at the very beginning of a range, and Prometheus 3 does not: it is in no slot of the day. */
function fill(slots: Float64Array, { values }: Series, day: Period): void {
  for (const [time, value] of values) {
    const at = slotOf(day, time);
    if (at >= 0 && Number.isFinite(Number(value))) slots[at] = Number(value);
  }
}

/** What tells a series from others of its kind. */
const nameOf = ({ metric }: Series): string =>
  Object.entries(metric)
    .filter(([label]) => label !== '__name__')
    .map(([label, value]) => `${label}=${value}`)
    .sort()
    .join();
