import type { Measured } from '../src/backup/restore/done.ts';

/** What a drill measured. */
export interface Outcome {
  readonly scenario: string;
  /** What was lost, in seconds before the loss. Nothing where no data is. */
  readonly rpoSeconds: number | null;
  /** From the loss, or the decision, until the rows were read from the new server: in seconds. */
  readonly rtoSeconds: number;
  readonly stages: readonly Measured[];
  /** What else there is to say. */
  readonly says: string;
}

/** How a drill is done. */
export interface DrillProps {
  /** Size of the database, in MB. */
  readonly megabytes: number;
  /** How long it is written to between the copy of the server and the loss, in milliseconds. */
  readonly writing: number;
}
