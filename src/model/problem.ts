/** What a check found: where, and one sentence that says what is wrong and how to put it right. */
export interface Problem {
  /** Id of the check: the name of its file in `src/checks/`. */
  readonly check: string;
  /** The thing it is about, such as `production/fraiseql-core/HighErrorRate`. */
  readonly where: string;
  readonly message: string;
}
