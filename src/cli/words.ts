import leven from 'leven';

/** The word that somebody may have meant, or nothing where none is spelt alike. */
export function nearest(got: string, words: readonly string[]): string | undefined {
  const [best] = [...words].sort((a, b) => leven(got, a) - leven(got, b));
  return best !== undefined && leven(got, best) <= Math.max(1, best.length / 3) ? best : undefined;
}

/** Text that cannot forge lines of a log or move a terminal's cursor, and that does not fill the screen. */
export function printable(text: string): string {
  const plain = text.replace(/\p{Cc}/gu, ' ');
  return plain.length > 80 ? `${plain.slice(0, 80)}…` : plain;
}
