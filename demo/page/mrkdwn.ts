/** A piece of a message, as Slack shows it. */
export interface Piece {
  readonly kind: 'text' | 'bold' | 'italic' | 'strike' | 'code' | 'link';
  readonly text: string;
  /** Where a link leads. */
  readonly href?: string;
}

const marks: Readonly<Record<string, Piece['kind']>> = {
  '*': 'bold',
  _: 'italic',
  '~': 'strike',
  '`': 'code',
};

/** A link in pointed brackets, or text between two marks, beside which there is no letter. */
const markup = /<([^<>|\s]+)(?:\|([^<>]*))?>|(?<![\w*_~`])([*_~`])(?=\S)(.*?\S)\3(?![\w*_~`])/g;

/**
 * Text in Slack's markup, in pieces.
 *
 * @see https://api.slack.com/reference/surfaces/formatting
 */
export function mrkdwn(text: string): Piece[] {
  const pieces: Piece[] = [];
  let done = 0;
  for (const found of text.matchAll(markup)) {
    const [all, href, label, mark, marked] = found;
    pieces.push(plain(text.slice(done, found.index)));
    pieces.push(
      href === undefined
        ? { kind: marks[mark ?? ''] ?? 'text', text: unescaped(marked ?? '') }
        : linkTo(href, label),
    );
    done = found.index + all.length;
  }
  return [...pieces, plain(text.slice(done))].filter((piece) => piece.text !== '');
}

/** Slack reads three characters as markup, and has them written otherwise. */
export const unescaped = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

const plain = (text: string): Piece => ({ kind: 'text', text: unescaped(text) });

/** What is no address of the web is a mention, such as `<!channel>`, or nothing that may be opened. */
function linkTo(href: string, label = href): Piece {
  const text = unescaped(label);
  if (/^https?:\/\//.test(href)) return { kind: 'link', text, href: unescaped(href) };
  return /^[!@#]/.test(href)
    ? { kind: 'bold', text: `@${text.replace(/^[!@#]/, '')}` }
    : { kind: 'text', text };
}
