/**
 * A number of events as an integer, in thousandths of one. Counts are whole; only what an estimate adds is not. Verdicts compare
 * integers, so that no rounding decides about money.
 */
const thousandths = (events: number): bigint => BigInt(Math.round(events * 1000));

const million = 1_000_000n;

/** A ratio such as 0.999 as millionths: 0.999 is not a number that a computer has. */
const millionths = (ratio: number): bigint => BigInt(Math.round(ratio * 1e6));

/** Whether so many good events of all are the share that was promised, or more. */
export const reaches = (good: number, all: number, ratio: number): boolean =>
  thousandths(good) * million >= thousandths(all) * millionths(ratio);

/** How many of all events may be bad. */
export const allowedOf = (all: number, ratio: number): number =>
  Number(thousandths(all) * (million - millionths(ratio))) / 1e9;
