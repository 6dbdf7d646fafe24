import type { SignalUse } from './signal.ts';
import type { Threshold } from './threshold.ts';

/** What stands between the plain pieces of a template: filled in per environment, so that content stays data. */
export type Hole = SignalUse | Threshold;

/**
 * Text with holes: PromQL (`promql`) or a sentence (`text`). Holes are kept as data, so that anyone can ask an alert
 * which signals and thresholds it uses without rendering it.
 */
export interface Template {
  /** Plain pieces and holes, in reading order. */
  readonly parts: readonly (string | Hole)[];
}
