import type { Channel } from '../snapshot.ts';
import { ago } from './clock.ts';
import { draw, el, link } from './dom.ts';
import { mrkdwn, unescaped, type Piece } from './mrkdwn.ts';

type Message = Channel['messages'][number];
type Attachment = NonNullable<Message['body']['attachments']>[number];

/** Slack's own names of colours. */
const named = ['good', 'warning', 'danger'];

/** The channels, each with its messages as Slack shows them. */
export function drawChannels(channels: readonly Channel[]): void {
  draw('channels', channels, () =>
    channels.map(({ name, messages }) =>
      el(
        'section',
        { class: 'channel', 'aria-label': `Slack ${name}` },
        el('h3', {}, name, ' ', el('small', {}, 'Slack')),
        messages.length === 0
          ? el('p', { class: 'none' }, 'Nothing yet.')
          : el('ol', {}, ...messages.map(messageOf)),
      ),
    ),
  );
}

const messageOf = ({ at, body }: Message): HTMLElement =>
  el(
    'li',
    { class: 'message' },
    el(
      'p',
      { class: 'author' },
      el('b', {}, body.username ?? 'Incoming webhook'),
      ' ',
      el('span', { class: 'app' }, 'App'),
      ' ',
      ago(at),
    ),
    body.text === undefined ? undefined : el('p', {}, ...mrkdwn(body.text).map(pieceOf)),
    ...(body.attachments ?? []).map(attachmentOf),
  );

function attachmentOf({
  color = '',
  title = '',
  title_link: href = '',
  text = '',
  mrkdwn_in: marked = [],
}: Attachment) {
  const made = el('div', { class: `attachment ${named.includes(color) ? color : ''}` });
  if (color.startsWith('#')) made.style.borderInlineStartColor = color;
  const pieces: Piece[] = marked.includes('text') ? mrkdwn(text) : [{ kind: 'text', text: unescaped(text) }];
  made.append(
    el('b', {}, link(href, unescaped(title))),
    el('div', { class: 'text' }, ...pieces.map(pieceOf)),
  );
  return made;
}

const tags = { text: 'span', bold: 'b', italic: 'i', strike: 's', code: 'code', link: 'a' } as const;

const pieceOf = ({ kind, text, href }: Piece): HTMLElement =>
  kind === 'link' ? link(href ?? '', text) : el(tags[kind], {}, text);
