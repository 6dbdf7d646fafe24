/** Text that is HTML already. */
export class Markup {
  constructor(readonly text: string) {}
}

/** What may stand in a template: text and numbers, which are escaped, and markup, which is not. */
export type Part = string | number | Markup | readonly Markup[];

/**
 * HTML or SVG as it reads, with holes: nothing that comes from elsewhere becomes markup. It is not called `html`, since Prettier would
 * lay it out anew, and spaces with it.
 */
export const markup = (pieces: TemplateStringsArray, ...parts: readonly Part[]): Markup =>
  new Markup(pieces.map((piece, at) => piece + textOf(parts[at] ?? '')).join(''));

/** Nothing, where there might be something. */
export const nothing = new Markup('');

function textOf(part: Part): string {
  if (part instanceof Markup) return part.text;
  if (typeof part === 'string') return escaped(part);
  // Hundredths of a pixel are enough.
  return typeof part === 'number'
    ? String(Math.round(part * 100) / 100)
    : part.map(({ text }) => text).join('\n');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? '');
