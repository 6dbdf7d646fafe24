/** How long something takes: most of it is quick, some of it is slow. In seconds. */
export interface Latency {
  /** Half of the quick ones are faster than this. */
  readonly quick: number;
  /** Half of the slow ones are faster than this. */
  readonly slow: number;
  /** Share of slow ones. */
  readonly slowShare: number;
}

/** Share of all that takes at most so many seconds. */
export const shareWithin = ({ quick, slow, slowShare }: Latency, seconds: number): number =>
  (1 - slowShare) * logistic(seconds / quick, 3.2) + slowShare * logistic(seconds / slow, 4);

/** Log-logistic: half is under 1, and the larger the steepness, the nearer to it the rest is. */
const logistic = (size: number, steepness: number): number => 1 / (1 + size ** -steepness);
