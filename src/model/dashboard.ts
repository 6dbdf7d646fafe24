import type { DashboardUid } from './alert.ts';
import type { Severity } from './severity.ts';
import type { Template } from './template.ts';
import type { Threshold } from './threshold.ts';

/** A dashboard as its author writes it: rows of panels that read like a page. */
export interface Board {
  /** What Grafana, the alerts' links and the file in `dist/` know it by. */
  readonly uid: DashboardUid;
  readonly title: string;
  /** Whom it is for, and which question it answers. */
  readonly description: string;
  /** How far back it looks when opened, as Grafana writes it: `now-6h`. */
  readonly from: string;
  readonly rows: readonly Row[];
}

/** Panels that belong together, under a heading that folds. */
export interface Row {
  /** The heading. Unique in its board. */
  readonly title: string;
  readonly panels: readonly Panel[];
}

/** What a panel is, by what it shows. */
export type Panel = Graph | Value | Table | AlertTable;

/** Units of a panel, as Grafana names them. */
export type PanelUnit = 'percentunit' | 's' | 'reqps' | 'short' | 'bytes' | 'none';

/** What every panel says of itself. */
export interface PanelBasics {
  /** Names the panel for good: its number in links is made of it. Unique in its board. */
  readonly key: string;
  readonly title: string;
  /** What is measured, what is normal, and what to do when it is not. Thresholds stand in holes, never as numbers. */
  readonly description: Template;
  readonly unit: PanelUnit;
  /** Digits after the point. @default - Grafana's choice, which shows 99.95 % as 100 % */
  readonly decimals?: number;
  /** Alerts about this that have no mark here: it links to what to do as for those of its marks. @default - none */
  readonly alerts?: readonly string[];
  /** Columns of 24. What is left of a line goes to its last panel. */
  readonly width: number;
  /** Rows of about 30 pixels. @default - that of the house style */
  readonly height?: number;
}

/** Where the colour of a panel changes. */
export interface Marked {
  /** From the best value to the worst. @default - always healthy */
  readonly marks?: readonly Mark[];
  /** Which values are bad. @default 'high' */
  readonly bad?: 'high' | 'low';
}

/** Lines over time. Marks are drawn as lines too. */
export interface Graph extends PanelBasics, Marked {
  readonly kind: 'timeseries';
  readonly queries: readonly Query[];
  /** How far the axis reaches at least. `values` where what is usual is tiny beside the marks. @default 'marks' */
  readonly axis?: 'marks' | 'values';
}

/** The newest value of each query, large or on a dial. */
export interface Value extends PanelBasics, Marked {
  readonly kind: 'stat' | 'gauge';
  readonly queries: readonly Query[];
  /** Words that stand for numbers: `{ 0: 'dead' }`. @default - numbers */
  readonly words?: Readonly<Record<number, string>>;
}

/** One row for each series, the largest value on top. */
export interface Table extends PanelBasics {
  readonly kind: 'table';
  readonly expr: Template;
  /** Headings of the columns that labels make, by label. The query must keep exactly these labels. */
  readonly labels: Readonly<Record<string, string>>;
  /** Heading of the value's column. */
  readonly heading: string;
  /** What it says when there is no row: `No anomalies.` */
  readonly empty: string;
}

/** One row for each alert: its name, its severity, what it is about, a value, and a link to its section in the runbooks. */
export interface AlertTable extends PanelBasics {
  readonly kind: 'alerts';
  /** The value, with the labels of the alert. */
  readonly expr: Template;
  /** Heading of the value's column. */
  readonly heading: string;
  /** What it says when there is no row: `No alert fires.` */
  readonly empty: string;
}

/** One query of a panel. */
export interface Query {
  /** PromQL over signals, as an alert's is. */
  readonly expr: Template;
  /** Name of each series, with labels in braces: `{{rule}}`. */
  readonly legend: string;
  /** Colour of its line, or of each series by name. @default - as Grafana chooses; of a value, as the marks say */
  readonly colour?: Colour | Readonly<Record<string, Colour>>;
}

/** A value at which a panel's colour changes: the very threshold that an alert uses. */
export interface Mark {
  readonly at: Threshold;
  /** The same on every board: what a value beyond it asks of whoever looks. */
  readonly means: Meaning;
  /** The alert that fires there; its expression must have this threshold. @default - no alert */
  readonly alert?: string;
}

/** What a mark asks for: nothing yet, a ticket, or somebody at once. */
export type Meaning = 'objective' | 'ticket' | 'page';

/** What colours stand for. The first three tell of health; lines that tell of none have the others. */
export type Colour = 'healthy' | Meaning | 'calm' | 'main' | 'far' | 'beyond';

/** What all boards share. */
export interface HouseStyle {
  /** Colours by what they stand for, as Grafana names them. */
  readonly colours: Readonly<Record<Colour, string>>;
  /** What an alert of a severity asks for. */
  readonly severities: Readonly<Record<Exclude<Severity, 'none'>, Meaning>>;
  /** Tag that all boards carry, and by which they link to each other. */
  readonly tag: string;
  /** How often an open board asks anew. */
  readonly refresh: string;
  /**
   * Least distance between two points of a graph. Grafana makes `$__rate_interval` at least four times this, whatever scrape
   * interval the data source claims.
   */
  readonly step: string;
  /** Height of a panel that says none, in rows of about 30 pixels. */
  readonly height: number;
}
