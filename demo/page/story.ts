import type { AlertState, Snapshot, StoryEvent } from '../snapshot.ts';
import { ago } from './clock.ts';
import { draw, el, link } from './dom.ts';
import { stepsOf } from './steps.ts';
import { after, shapes } from './words.ts';

/** How far a fault has come, and what happened in which order. */
export function drawStory(events: readonly StoryEvent[], fault: Snapshot['fault']): void {
  draw('steps', [stepsOf(events), fault], ([steps]) =>
    (steps as ReturnType<typeof stepsOf>).map(({ title, since }) =>
      el(
        'li',
        { class: since === undefined ? 'waits' : 'done' },
        el('span', {}, title),
        el('b', {}, since === undefined ? '…' : since === 0 ? '0 s' : after(since)),
      ),
    ),
  );
  draw('story', events, () =>
    events.length === 0
      ? [el('li', { class: 'none' }, 'Nothing yet: all is well.')]
      : [...events].reverse().map(eventOf),
  );
}

const signs: Readonly<Record<StoryEvent['kind'], string>> = {
  begin: '⚡',
  end: '⚡',
  seen: '◉',
  pending: '◔',
  firing: '▲',
  page: '☎',
  slack: '#',
  over: '✓',
};

const eventOf = ({ at, kind, says, since }: StoryEvent): HTMLElement =>
  el(
    'li',
    { class: kind },
    el('span', { class: 'sign', 'aria-hidden': 'true' }, signs[kind]),
    el('span', { class: 'since' }, since === undefined || since === 0 ? '' : after(since)),
    el('span', {}, says),
    el('time', { datetime: new Date(at).toISOString() }, new Date(at).toLocaleTimeString()),
  );

/** The alerts that are not quiet: those that fire first. */
export function drawAlerts(alerts: readonly AlertState[], judged: Snapshot['judged']): void {
  draw('judged', judged, ({ rules, at }) =>
    at === undefined ? ['are judged soon'] : [`${String(rules)} rules, judged `, ago(at)],
  );
  const worst = Object.keys(shapes);
  const sorted = [...alerts].sort(
    (one, other) =>
      one.state.localeCompare(other.state) || worst.indexOf(one.severity) - worst.indexOf(other.severity),
  );
  draw('alerts', sorted, () => sorted.map(alertOf));
}

function alertOf({
  name,
  severity,
  state,
  since,
  summary,
  description,
  runbook,
  about,
  mutedBy,
}: AlertState): HTMLElement {
  const which = Object.values(about).join(', ');
  const muted =
    mutedBy.length === 0
      ? undefined
      : el('p', { class: 'none' }, `Nobody is told: ${mutedBy.join(' and ')} says it already.`);
  return el(
    'li',
    { class: `alert ${severity} ${state}` },
    el(
      'p',
      {},
      el(
        'span',
        { class: 'severity' },
        `${shapes[severity] ?? ''} ${severity === 'none' ? 'always' : severity}`,
      ),
      el('b', {}, which === '' ? name : `${name} (${which})`),
      el('span', { class: 'state' }, state, ' ', ago(since, 'for {}')),
      link(runbook, 'Runbook'),
    ),
    el('p', { class: 'none' }, summary, ' ', severity === 'none' ? '' : description),
    muted,
  );
}
