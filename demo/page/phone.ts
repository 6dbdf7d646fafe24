import type { Incident, Snapshot } from '../snapshot.ts';
import { ago } from './clock.ts';
import { byId, draw, el, link } from './dom.ts';
import { shapes } from './words.ts';

/** The incidents on the phone, the newest first. */
export function drawIncidents(
  incidents: readonly Incident[],
  paged: boolean,
  press: (path: string) => void,
): void {
  draw('incidents', incidents, () =>
    incidents.length === 0
      ? [el('li', { class: 'none' }, paged ? 'No incident.' : 'This environment pages nobody.')]
      : incidents.map((incident) => incidentOf(incident, press)),
  );
  announce(incidents);
}

function incidentOf(
  { key, status, at, changed, events, event }: Incident,
  press: (path: string) => void,
): HTMLElement {
  const { payload, links = [] } = event;
  const severity = payload?.severity ?? 'info';
  const button = el('button', { type: 'button', 'data-acknowledge': key }, 'Acknowledge');
  button.addEventListener('click', () => {
    press(`/acknowledge/${key}`);
  });
  const details = payload?.custom_details?.alerts;
  return el(
    'li',
    { class: `incident ${severity} ${status}` },
    el(
      'p',
      { class: 'head' },
      el('b', {}, `${shapes[severity] ?? ''} ${severity}`),
      el('span', { class: 'status' }, status),
      ago(at),
    ),
    el('p', { class: 'summary' }, payload?.summary ?? ''),
    typeof details === 'string' ? el('p', { class: 'none' }, details) : undefined,
    el(
      'p',
      { class: 'links' },
      ...links.map(({ href, text }) => link(href, text ?? href)),
      status === 'triggered' ? button : undefined,
    ),
    el(
      'p',
      { class: 'key', title: key },
      `${String(events)} ${events === 1 ? 'event' : 'events'}, key ${key.slice(0, 8)}…`,
      status === 'triggered' ? '' : ', ',
      status === 'triggered' ? undefined : ago(changed, `${status} {} ago`),
    ),
  );
}

const announced = new Set<string>();
let first = true;

/** Says aloud what is new, to whoever does not see it. */
function announce(incidents: readonly Incident[]): void {
  for (const { key, status, at, event } of incidents) {
    const id = `${key} ${String(at)} ${status}`;
    if (announced.has(id)) continue;
    announced.add(id);
    if (first) continue;
    byId('told').textContent = `Incident ${status}: ${event.payload?.summary ?? ''}`;
  }
  first = false;
}

/** When the dead man's switch last heard that alerts arrive. */
export function drawHeartbeat({ at }: Snapshot['heartbeat']): void {
  draw('heartbeat', at, () => [
    el('b', {}, "Dead man's switch "),
    ...(at === undefined ? ['has heard nothing yet'] : ['heard the Watchdog ', ago(at)]),
  ]);
}
