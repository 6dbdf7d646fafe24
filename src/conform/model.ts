import type { Severity } from '../model/severity.ts';

/** What is the matter with one metric of a server. */
export interface Finding {
  /** Name of the metric, or `/metrics` where it is about the whole answer. */
  readonly metric: string;
  readonly kind: Kind;
  /** What is so, and what to do, in whole sentences. */
  readonly says: string;
  /** What it changes for whoever reads the metric. Of a metric that nobody has seen yet: what it will be needed for. */
  readonly effects: readonly Effect[];
  /** Whether it is no fault where nothing that reads the metric is harmed. @default - a fault of its kind is one */
  readonly tolerable?: boolean;
}

/** Kinds of findings. Those of `faults` make a server fail. */
export type Kind = (typeof faults)[number] | (typeof remarks)[number];

/** Kinds of findings for which a server does not conform, in the order in which they are told. */
export const faults = [
  'missing',
  'type',
  'labels',
  'buckets',
  'values',
  'duplicates',
  'personal data',
  'cardinality',
  'answer',
] as const;

/** Kinds of findings that are as they may be. */
export const remarks = ['not seen yet', 'differs', 'in addition'] as const;

/** Whether a server with this finding conforms. */
export const isFault = ({ kind }: Pick<Finding, 'kind'>): boolean => faults.some((fault) => fault === kind);

/** What a fault does to series, by their names as stored. Expressions that read these are worked out again with it. */
export type Effect =
  /** There are none, or none with a value that is a number. */
  | { readonly kind: 'gone'; readonly series: readonly string[] }
  /** There are some, and others are lost or wrong. */
  | { readonly kind: 'partly'; readonly series: readonly string[] }
  /** Prometheus cannot read the answer: series that say whether a target is up say 0. */
  | { readonly kind: 'down'; readonly series: readonly string[] }
  /** They lack a label that they should have. */
  | { readonly kind: 'lacks label'; readonly series: readonly string[]; readonly label: string }
  /** None has this value of a label. */
  | {
      readonly kind: 'lacks value';
      readonly series: readonly string[];
      readonly label: string;
      readonly value: string;
    }
  /** They have a label that they should not have. */
  | { readonly kind: 'has label'; readonly series: readonly string[]; readonly label: string }
  /** Their finite bounds are these, from low to high; `high` where those are a thousand times too high. */
  | {
      readonly kind: 'bounds';
      readonly series: readonly string[];
      readonly bounds: readonly number[];
      readonly high: boolean;
    };

/** What becomes of something that reads the server, worst first. */
export const fates = ['silent', 'false', 'partly', 'guesses', 'blurred', 'tells'] as const;

/**
 * One of {@link fates}.
 *
 * - `silent`: nothing comes out, or a number that can never be beyond the threshold. An alert cannot fire, a panel is empty, an objective is not measured.
 * - `false`: it shows too much. An alert fires without a reason.
 * - `partly`: some of what it should see is lost.
 * - `guesses`: the threshold lies between two buckets.
 * - `blurred`: it works, and cannot say which.
 * - `tells`: it fires, and rightly so: it is there to say that something is not measured.
 */
export type Fate = (typeof fates)[number];

/** An alert, an objective or a panel that a finding harms. */
export interface Harmed {
  readonly kind: 'alert' | 'objective' | 'panel';
  /** Name of the alert or of the objective; `board: panel` of a panel. */
  readonly name: string;
  readonly fate: Fate;
  /** Of an alert. */
  readonly severity?: Severity;
  /** Where it guesses. */
  readonly guess?: Guess;
}

/** A threshold that no bucket holds, and the bounds beside it. Where a straight line between them crosses it, nobody knows. */
export interface Guess {
  readonly threshold: number;
  readonly low: number;
  readonly high: number;
}

/** A finding, and what it alone does. */
export interface Judged extends Finding {
  readonly harms: readonly Harmed[];
}

/** What was read, for the head of the report. */
export interface Source {
  /** Address or file. */
  readonly name: string;
  readonly format: 'text' | 'openmetrics';
  readonly bytes: number;
  readonly series: number;
  /** Of an answer over HTTP. @default - a file */
  readonly milliseconds?: number;
}

/** Whether a server exports what a binding reads. */
export interface Conformity {
  readonly source: Source;
  readonly binding: string;
  readonly profile: string;
  /** The environment whose alerts are meant. @default - none: the defaults */
  readonly environment?: string;
  readonly conforms: boolean;
  /** Metrics of the binding that are as they should be. */
  readonly fine: readonly string[];
  readonly findings: readonly Judged[];
  /** How many there are that read this server. */
  readonly readers: Readonly<Record<Harmed['kind'], number>>;
  /** What all faults together do. */
  readonly harms: readonly Harmed[];
  /** A binding that the server fits better. @default - none does */
  readonly meant?: string;
}
