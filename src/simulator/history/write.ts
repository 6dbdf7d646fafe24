import { elsewhere } from '../../metrics/elsewhere.ts';
import { Fleet } from '../fleet.ts';
import type { Target } from '../names.ts';
import type { Binding } from '../process.ts';
import { Registry, type Instrument } from '../registry.ts';
import type { ScenarioName } from '../scenarios.ts';
import { Timeline } from '../timeline.ts';
import { Columns, rows } from './columns.ts';
import { writeWhole } from './file.ts';
import { Stamps } from './lines.ts';
import { writeFamilies } from './openmetrics.ts';
import { Sink } from './sink.ts';
import { tell, type Watcher } from './watcher.ts';

/** Seconds between two scrapes, as production has it. */
export const scrape = 30;

/** A fault of a history. Times are seconds since the epoch. */
export interface PlannedFault {
  readonly scenario: ScenarioName;
  readonly from: number;
  /** How long it goes on. */
  readonly seconds: number;
}

/** What a history tells. */
export interface StoryProps {
  readonly seed: number;
  readonly binding: Binding;
  readonly replicas: number;
  /** It begins after this moment, and ends with the other: multiples of a scrape. */
  readonly from: number;
  readonly until: number;
  /** In the order of time; none begins before the one before it is over. */
  readonly faults: readonly PlannedFault[];
}

/** What was written. */
export interface Written {
  readonly samples: number;
  readonly series: number;
  readonly bytes: number;
}

/**
 * Writes what Prometheus would have scraped, as OpenMetrics that `promtool tsdb create-blocks-from` reads. It takes memory for six hours and for the
 * names of the series, however long the history is.
 *
 * @throws Failure where the file cannot be written, or somebody stops it: then there is none.
 */
export const writeHistory = (path: string, story: StoryProps, watcher: Watcher): Promise<Written> =>
  writeWhole(path, async ({ output, values }) => {
    const columns = new Columns(values.fd);
    await live(story, columns, watcher);
    const sink = new Sink(output.fd);
    const count = scrapesOf(story);
    const stamps = new Stamps({ from: story.from + scrape, step: scrape, count });
    const samples = await writeFamilies({ columns, sink, stamps, watcher });
    return { samples, series: columns.series, bytes: sink.bytes };
  });

const scrapesOf = ({ from, until }: StoryProps): number => Math.floor((until - from) / scrape);

/** Lives through the history, and scrapes it. */
async function live(story: StoryProps, columns: Columns, watcher: Watcher): Promise<void> {
  const scrapeAt = scraperOf(story, columns);
  const count = scrapesOf(story);
  for (let done = 0; done < count; done += 1) {
    if (done % rows === 0) await tell(watcher, 'simulating', done / count);
    scrapeAt(story.from + (done + 1) * scrape);
  }
  columns.end();
}

/** Scrapes all targets of a fleet that meets the faults of a story. */
function scraperOf(
  { seed, binding, replicas, faults }: StoryProps,
  columns: Columns,
): (moment: number) => void {
  const timeline = new Timeline(replicas);
  for (const { scenario, from, seconds } of faults) timeline.begin(scenario, from, seconds);
  const fleet = new Fleet({ seed, binding, timeline });
  const targets = new WeakMap<Target, { registry: Registry; up: Instrument }>();
  return (moment) => {
    fleet.advance(moment);
    columns.take(fleet.elsewhere, {});
    for (const { target, up, process } of fleet.replicas) {
      const scraped = targets.get(target) ?? targetOf(target);
      targets.set(target, scraped);
      scraped.up.now = up ? 1 : 0;
      columns.take(scraped.registry, {});
      if (process === undefined) continue;
      columns.take(process.metrics, target.labels);
      columns.take(process.container, {});
    }
    columns.endScrape();
  };
}

/** What Prometheus itself notes of a target. */
function targetOf({ labels }: Target): { registry: Registry; up: Instrument } {
  const registry = new Registry();
  return { registry, up: registry.instrument(elsewhere.up, labels) };
}
