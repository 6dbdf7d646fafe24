/** The command line asks for something that there is not. Everything that is wrong with it, a sentence each. */
export class UsageError extends Error {
  override readonly name = 'UsageError';

  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
  }
}

/** What was asked for cannot be done, and what to do about it. No fault of the program, so that nobody needs its stack. */
export class Failure extends Error {
  override readonly name = 'Failure';
}
