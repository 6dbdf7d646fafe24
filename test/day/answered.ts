/** A series of an answer of Prometheus: its samples, oldest first. */
export interface Answered {
  readonly metric: Readonly<Record<string, string>>;
  readonly values: readonly (readonly [moment: number, value: string])[];
}
