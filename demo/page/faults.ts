import type { Facts, Fault, Snapshot } from '../snapshot.ts';
import { byId, el } from './dom.ts';
import { lengthOf, shapes } from './words.ts';

/** Makes the buttons. They stay, so that whoever uses a keyboard keeps the place. */
export function makeFaults({ faults }: Facts, press: (path: string) => void): void {
  byId('faults').replaceChildren(...faults.map((fault) => buttonOf(fault, press)));
  byId('end').addEventListener('click', () => {
    press('/end');
  });
}

function buttonOf(
  { name, title, says, fires, severity, after }: Fault,
  press: (path: string) => void,
): HTMLElement {
  const button = el(
    'button',
    { type: 'button', 'data-fault': name, 'aria-pressed': 'false', 'aria-describedby': `fault-${name}` },
    title,
  );
  button.addEventListener('click', () => {
    press(`/begin/${name}`);
  });
  const waits = after === undefined || after === 0 ? '' : `, which waits ${lengthOf(after)}`;
  const promise =
    fires === undefined ? 'No alert may fire.' : `${shapes[severity ?? ''] ?? ''} ${fires}${waits}`;
  return el(
    'li',
    {},
    button,
    el('p', { id: `fault-${name}` }, says, el('br'), el('span', { class: 'fires' }, promise)),
  );
}

/** Shows which fault goes on. */
export function drawFault(fault: Snapshot['fault']): void {
  byId('end').toggleAttribute('disabled', fault === undefined);
  for (const button of document.querySelectorAll('[data-fault]')) {
    button.setAttribute('aria-pressed', String(button.getAttribute('data-fault') === fault?.name));
  }
}
