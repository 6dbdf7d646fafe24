import type { Alert } from '../model/alert.ts';
import type { Dependency } from './conditions.ts';
import type { Measure } from './healthy.ts';

/** Name of an alert. */
export type AlertName = Alert['name'];

/** A fault: what it says, what it is meant to show, and what it does to a healthy service. */
export interface Scenario {
  /** A few words, for a list. */
  readonly title: string;
  /** What happens, in a sentence or two. */
  readonly says: string;
  /** The alert that it is meant to fire; others may fire with it. Where none is named, none may fire. */
  readonly fires: AlertName | undefined;
  /** How long it goes on, unless somebody ends it: long enough for its alert to fire. */
  readonly minutes: number;
  /** What measures become at its worst: from a minute after it begins to a minute before it ends. @default - they stay as they are */
  readonly worst?: Readonly<Partial<Record<Measure, number>>>;
  /** Replicas that are gone while it goes on. @default - none */
  readonly down?: 'all' | 'first';
  /** Dependencies that no replica reaches while it goes on. @default - none */
  readonly unreachable?: readonly Dependency[];
  /** What all replicas do: restart when it begins, or be replaced one after the other while it goes on. @default - nothing */
  readonly replaces?: 'process' | 'pod';
}
