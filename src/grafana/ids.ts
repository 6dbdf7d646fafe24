import { createHash } from 'node:crypto';

/** Enough for a board never to have two alike by chance, and short enough for an address. */
const numbers = 999_999;

/** The number of a panel in links: it stays when panels before it come or go. */
export const idOf = (key: string): number =>
  1 + (createHash('sha256').update(key).digest().readUInt32BE(0) % numbers);

/** The name of a query within its panel: A, B, C and so on. */
export const refIdOf = (at: number): string => String.fromCharCode('A'.charCodeAt(0) + at);
