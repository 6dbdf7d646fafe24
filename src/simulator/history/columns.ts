import { readSync, writeSync } from 'node:fs';
import type { Metric } from '../../metrics/metric.ts';
import type { Labels, Reading, Registry } from '../registry.ts';
import { inBraces, seriesName } from '../series.ts';

/** Scrapes that are kept in memory before they are put away: six hours of them. */
export const rows = 720;

/** A series over time. */
export interface Column {
  readonly reading: Reading;
  /** Labels of its target. */
  readonly target: Labels;
  /** Where its values are: the number of the first scrape of a piece, and the place in the file. */
  readonly pieces: { readonly first: number; readonly position: number }[];
}

/** Series that tell of one thing together: those of a histogram, or one alone. They are born together. */
export type Point = readonly Column[];

/** All series of a metric. */
export interface Family {
  readonly metric: Metric;
  readonly points: readonly Point[];
}

/** Where one of the columns is in memory, until it is put away. */
interface Open {
  readonly column: Column;
  readonly at: number;
}

/**
 * What many scrapes read, by series. Scrapes come moment by moment, and are wanted series by series: pieces of columns are put into a file of plain
 * numbers, 8 bytes each, so that memory does not grow with time.
 */
export class Columns {
  /** By the name of the series: a process that begins anew goes on with those of the one before it. */
  private readonly columns = new Map<string, Column>();
  private readonly byMetric = new Map<string, { metric: Metric; points: Map<string, Column[]> }>();
  private readonly open = new Map<Registry, Open[]>();
  private slab = new Float64Array(1024 * rows);
  private used = 0;
  private size = 0;
  private scrapes = 0;

  /** @param file descriptor of a file that is written, and read again. */
  constructor(private readonly file: number) {}

  get series(): number {
    return this.columns.size;
  }

  get families(): readonly Family[] {
    return [...this.byMetric.values()].map(({ metric, points }) => ({
      metric,
      points: [...points.values()],
    }));
  }

  /** Reads everything that a target shows. */
  take(registry: Registry, target: Labels): void {
    const columns = this.open.get(registry) ?? [];
    this.open.set(registry, columns);
    const row = this.scrapes % rows;
    registry.readings.forEach((reading, index) => {
      if (reading.now === undefined) return;
      const open = columns[index] ?? this.begin(reading, target);
      columns[index] = open;
      this.slab[open.at + row] = reading.now;
    });
  }

  /** Ends a scrape: everything that was to be read at this moment has been. */
  endScrape(): void {
    this.scrapes += 1;
    if (this.scrapes % rows === 0) this.putAway();
  }

  /** Ends the last piece. */
  end(): void {
    if (this.scrapes % rows !== 0) this.putAway();
  }

  /** Reads a piece of a column. */
  read({ pieces }: Column, index: number): Float64Array {
    const values = new Float64Array(rows);
    const bytes = new Uint8Array(values.buffer);
    const position = pieces[index]?.position ?? 0;
    for (let done = 0; done < bytes.length;) {
      const read = readSync(this.file, bytes, done, bytes.length - done, position + done);
      if (read === 0) throw new Error('The file of values has ended too early.');
      done += read;
    }
    return values;
  }

  private begin(reading: Reading, target: Labels): Open {
    const name = seriesName(reading.name, { ...target, ...reading.labels });
    const column = this.columns.get(name) ?? this.add(name, { reading, target, pieces: [] });
    const at = this.used;
    this.used += rows;
    if (this.used > this.slab.length) this.grow();
    this.slab.fill(NaN, at, this.used);
    return { column, at };
  }

  private add(name: string, column: Column): Column {
    const { metric, of } = column.reading;
    this.columns.set(name, column);
    const family = this.byMetric.get(metric.name) ?? { metric, points: new Map<string, Column[]>() };
    this.byMetric.set(metric.name, family);
    const point = inBraces({ ...column.target, ...of });
    family.points.set(point, [...(family.points.get(point) ?? []), column]);
    return column;
  }

  private grow(): void {
    const larger = new Float64Array(this.slab.length * 2);
    larger.set(this.slab);
    this.slab = larger;
  }

  private putAway(): void {
    const bytes = new Uint8Array(this.slab.buffer, 0, this.used * 8);
    const first = Math.floor((this.scrapes - 1) / rows) * rows;
    for (const { column, at } of [...this.open.values()].flat())
      column.pieces.push({ first, position: this.size + at * 8 });
    for (let done = 0; done < bytes.length;)
      done += writeSync(this.file, bytes, done, bytes.length - done, this.size + done);
    this.size += bytes.length;
    this.open.clear();
    this.used = 0;
  }
}
