import { el } from './dom.ts';
import { lengthOf } from './words.ts';

let ahead = 0;

/** The clock of the server is what counts. */
export const setClock = (at: number): void => {
  ahead = at - Date.now();
};

/** How long ago something was. It goes on counting by itself. */
export function ago(at: number, text = '{} ago'): HTMLElement {
  const made = el('time', { datetime: new Date(at).toISOString(), 'data-ago': text });
  tick(made);
  return made;
}

function tick(element: HTMLElement): void {
  const at = Date.parse(element.getAttribute('datetime') ?? '');
  const seconds = Math.max(0, (Date.now() + ahead - at) / 1000);
  element.textContent = (element.dataset.ago ?? '{}').replace('{}', lengthOf(seconds));
}

setInterval(() => {
  document.querySelectorAll<HTMLElement>('time[data-ago]').forEach(tick);
}, 1000);
