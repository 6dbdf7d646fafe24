/** Milliseconds of a day. */
export const day = 86_400_000;

/** Time as the server sees it: that of the machine, until somebody moves it. */
export class Clock {
  private ahead = 0;

  /** Milliseconds since 1970. */
  now(): number {
    return Date.now() + this.ahead;
  }

  /** Sets it to a moment, from where it goes on. */
  set(moment: Date): void {
    this.ahead = moment.getTime() - Date.now();
  }
}

/** The first midnight in UTC at or after a moment: when S3 does what is due. */
export const midnightFrom = (moment: number): number => Math.ceil(moment / day) * day;
