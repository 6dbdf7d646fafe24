/** Where in a settings file a problem is, both counted from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** One thing that is wrong with a settings file. */
export interface SettingsProblem extends Position {
  readonly message: string;
}

/** Everything that is wrong with the settings, as one message: a line per problem, `file:line:column: message`. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';

  constructor(problems: readonly { readonly file: string; readonly problem: SettingsProblem }[]) {
    const lines = problems.map(
      ({ file, problem }) => `${file}:${String(problem.line)}:${String(problem.column)}: ${problem.message}`,
    );
    super(lines.join('\n'));
  }
}
