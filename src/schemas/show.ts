import { inspect } from 'node:util';
import leven from 'leven';

/** A value in a few words: it may come from anywhere, so control characters become spaces and long text is cut. */
export function show(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  if (typeof value !== 'string') return inspect(value);
  const text = value.replace(/\p{Cc}/gu, ' ');
  return text.length > 80 ? `'${text.slice(0, 80)}…'` : `'${text}'`;
}

/** `'a', 'b' or 'c'`. */
export function oneOf(options: readonly unknown[]): string {
  const words = options.map(show);
  return [words.slice(0, -1).join(', '), ...words.slice(-1)].filter((part) => part !== '').join(' or ');
}

/** A question that begins with a space if one of the options is nearly what was written, or nothing. */
export function didYouMean(written: string, options: readonly string[]): string {
  const distance = (option: string): number => leven(written.toLowerCase(), option.toLowerCase());
  const [best] = [...options].sort((a, b) => distance(a) - distance(b));
  const isNear =
    best !== undefined && distance(best) <= Math.max(2, best.length / 4) && distance(best) < best.length;
  return isNear ? ` Did you mean ${show(best)}?` : '';
}
