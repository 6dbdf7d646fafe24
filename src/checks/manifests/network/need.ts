import type { Manifest } from '../../../model/manifest.ts';
import type { End } from './ends.ts';

/** A connection that a component needs, as its own object says. */
export interface Need {
  /** The object that says so. */
  readonly by: Manifest;
  readonly from: End;
  readonly to: End;
  /** Number of the port that the other side listens on. */
  readonly port: number;
  readonly protocol: 'TCP' | 'UDP';
  /** What for, in words about the other side. */
  readonly why: string;
}
