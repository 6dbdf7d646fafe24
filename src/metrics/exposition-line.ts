/** Where Prometheus would stop to read, and why. */
export class ExpositionError extends Error {
  override readonly name = 'ExpositionError';

  constructor(
    /** Counted from 1. */
    readonly line: number,
    /** Counted from 1, in UTF-16 units, as editors do. */
    readonly column: number,
    /** What should stand there, without a full stop. */
    readonly reason: string,
  ) {
    super(`line ${String(line)}, column ${String(column)}: ${reason}`);
  }
}

/** A line that is read from its left to its right. Patterns are sticky: they match where reading stands, or not at all. */
export class Line {
  private at = 0;

  constructor(
    private readonly text: string,
    readonly number: number,
  ) {}

  /** Reads what matches, or nothing. */
  take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const [found] = pattern.exec(this.text) ?? [];
    this.at += found?.length ?? 0;
    return found;
  }

  /** Reads what matches. Whether there was any. */
  skips(pattern: RegExp): boolean {
    return this.take(pattern) !== undefined;
  }

  /**
   * Reads what must be there.
   *
   * @throws ExpositionError where it is not.
   */
  expect(pattern: RegExp, what: string): string {
    return this.take(pattern) ?? this.fail(`expected ${what}`);
  }

  /** Skips spaces and tabs, of which there may be any number. */
  blank(): void {
    this.take(/[ \t]*/y);
  }

  isAtEnd(): boolean {
    return this.at === this.text.length;
  }

  /** Where reading stands, to come back to in {@link fail}. */
  get position(): number {
    return this.at;
  }

  /** @throws ExpositionError always. */
  fail(reason: string, position = this.at): never {
    throw new ExpositionError(this.number, position + 1, reason);
  }
}
