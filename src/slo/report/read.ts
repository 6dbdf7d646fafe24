import type { RecordedSlo } from '../../metrics/recorded.ts';
import { Unanswered } from '../../prometheus/explain.ts';
import type { Server } from '../../prometheus/server.ts';
import { askDay, type Day, type DaySource, type Wanted } from './day.ts';
import { Merger } from './merge.ts';
import { daysIn, type Period } from './period.ts';
import { slotsIn, type Slots } from './slots.ts';

/** What was read: slots by what they count, and what there is to say about it. */
export interface Reading {
  readonly slots: ReadonlyMap<RecordedSlo, Slots>;
  /** Environments that the series are of. */
  readonly environments: ReadonlySet<string>;
  /** Sentences about servers that gave less than they should have. */
  readonly notes: readonly string[];
}

/** What is read, and who is told how far it is. */
export interface ReadProps extends Wanted {
  readonly period: Period;
  /** When what is read ends, in seconds since the epoch: days after it are not asked for. */
  readonly until: number;
  /** The first is asked for all, each further one for days of which something is missing. */
  readonly servers: readonly Server[];
  readonly progress: (day: Period) => void;
}

/**
 * Reads all slices of a period, a day at a time, so that neither a request nor an answer is large.
 *
 * @throws Unanswered when there is no server left that answers.
 */
export async function readSlices(props: ReadProps): Promise<Reading> {
  const { slos, period, until, servers } = props;
  const mergers = new Map(slos.map((slo) => [slo, new Merger(slotsIn(period))]));
  const asking = new Asking(servers, props);
  for (const day of daysIn(period).filter(({ from }) => from < until)) {
    props.progress(day);
    const sources = await asking.day(day, mergers);
    for (const [slo, merger] of mergers) merger.add(ofSlo(sources, slo), slotsIn(day));
  }
  return {
    slots: new Map([...mergers].map(([slo, { slots }]) => [slo, slots])),
    environments: asking.environments,
    notes: [...asking.notes],
  };
}

type Mergers = ReadonlyMap<RecordedSlo, Merger>;

/** Asks servers in turn. One that fails for good is asked no more, as long as there is another. */
class Asking {
  readonly notes = new Set<string>();
  readonly environments = new Set<string>();

  constructor(
    private servers: readonly Server[],
    private readonly wanted: Wanted,
  ) {}

  async day(day: Period, mergers: Mergers): Promise<readonly DaySource[]> {
    const sources: DaySource[] = [];
    for (const server of this.servers) {
      sources.push(...(await this.ask(server, day)));
      if (isComplete(mergers, sources, slotsIn(day))) break;
    }
    return sources;
  }

  private async ask(server: Server, day: Period): Promise<Day['sources']> {
    try {
      const { sources, warnings, environments } = await askDay(server, day, this.wanted);
      for (const warning of warnings) this.notes.add(warning);
      for (const environment of environments) this.environments.add(environment);
      return sources;
    } catch (error) {
      if (!(error instanceof Unanswered) || this.servers.length === 1) throw error;
      this.servers = this.servers.filter((one) => one !== server);
      this.notes.add(`${error.message} It was asked no more; the others were.`);
      return [];
    }
  }
}

const ofSlo = (sources: readonly DaySource[], slo: RecordedSlo): DaySource[] =>
  sources.filter((source) => source.slo === slo);

const isComplete = (mergers: Mergers, sources: readonly DaySource[], count: number): boolean =>
  [...mergers].every(([slo, merger]) => merger.isComplete(ofSlo(sources, slo), count));
