/** Sets of thresholds that an environment can choose between. */
export const profiles = ['tuned', 'initial'] as const;

/** One of {@link profiles}. */
export type Profile = (typeof profiles)[number];

/** Units that thresholds and signals are measured in: the base units of Prometheus. */
export type Unit = 'ratio' | 'seconds' | 'bytes' | 'per second' | 'per minute' | 'count';

/** A number that decides whether somebody is woken, beside the reason for it. */
export interface Threshold {
  readonly kind: 'threshold';
  readonly unit: Unit;
  /** Where the number comes from, in one sentence. */
  readonly reason: string;
  /** The number per profile, in base units. */
  readonly values: Readonly<Record<Profile, number>>;
}
