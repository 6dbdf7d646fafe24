/** What a process that makes load is told. */
export type Order =
  | { readonly kind: 'start'; readonly port: number; readonly rate: number; readonly seconds: number }
  | { readonly kind: 'truth'; readonly dependency: string; readonly up: boolean; readonly within: number }
  /** The machine gave another of our processes no turn. */
  | { readonly kind: 'stall' };

/** What it found. Times are in milliseconds. */
export interface Found {
  readonly answers: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  /** The median of each second's P99: what a second is like in which the machine does nothing else. */
  readonly typicalP99: number;
  /** Longest time by which a request was sent late, by the fault of this process or of a server that holds every connection. */
  readonly late: number;
  /** Answers of which something has been so for long enough to judge them. */
  readonly judged: number;
  /** Those that say healthy of what is not, and unhealthy of what is, and what they said of which. */
  readonly wrong: { healthy: number; unhealthy: number; readonly said: Record<string, true> };
}

/** Time without a turn from which a machine is too busy to judge anybody, in milliseconds. */
export const stall = 100;
