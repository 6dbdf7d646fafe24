import type { Manifests } from '../check.ts';
import type { Need } from './need.ts';
import type { Opening, Policy } from './policies.ts';

/** What is needed, and what is open. */
export interface Network {
  readonly manifests: Manifests;
  readonly policies: readonly Policy[];
  readonly openings: readonly Opening[];
  readonly needs: readonly Need[];
}
