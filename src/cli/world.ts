/** Where a command writes. */
export interface Output {
  readonly write: (text: string) => unknown;
  /** Whether a person looks at it, and not a file or another program. */
  readonly isTTY?: boolean;
}

/** All that a command knows of the world, so that tests can make one up. */
export interface World {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly fetch: typeof fetch;
  readonly now: () => Date;
  /** Waits so many milliseconds. */
  readonly wait: (milliseconds: number) => Promise<void>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborts when the program is asked to end, by SIGTERM or Ctrl-C. Asked a second time it ends at once. */
  readonly untilStopped: () => AbortSignal;
}

/** Whether text for an output may have colours: a terminal, whose user has not asked for none. */
export const hasColours = ({ isTTY = false }: Output, { NO_COLOR, TERM }: World['env']): boolean =>
  isTTY && (NO_COLOR ?? '') === '' && TERM !== 'dumb';
