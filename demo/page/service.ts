import type { ObjectiveState, ServiceNumber, ServiceState } from '../snapshot.ts';
import { draw, el } from './dom.ts';
import { sparkline } from './sparkline.ts';
import { percent, units } from './words.ts';

/** The replicas, and what they do. */
export function drawService(service: ServiceState): void {
  draw('service-now', service, ({ replicas, numbers }) => [
    el(
      'ul',
      { class: 'replicas', 'aria-label': 'Replicas' },
      ...replicas.map(({ name, up }) =>
        el(
          'li',
          { class: up ? 'up' : 'down' },
          el('b', {}, up ? '✓ up' : '✗ down'),
          ' ',
          el('span', {}, name),
        ),
      ),
    ),
    ...numbers.map(numberOf),
  ]);
}

function numberOf({ title, unit, now, mark, past }: ServiceNumber): HTMLElement {
  const format = units[unit] ?? String;
  const over = now !== undefined && mark !== undefined && now > mark;
  return el(
    'div',
    { class: `number ${over ? 'over' : ''}` },
    el('h3', {}, title),
    el('p', { class: 'value' }, now === undefined ? '–' : format(now), over ? ' !' : ''),
    sparkline(past, mark),
    el('p', { class: 'none' }, mark === undefined ? 'last 15 min' : `pages above ${format(mark)}`),
  );
}

/** The promises: what was kept, what is left, and how fast it goes. */
export function drawObjectives(objectives: readonly ObjectiveState[]): void {
  draw('objectives', objectives, () => objectives.map(objectiveOf));
}

function objectiveOf({ title, says, promised, attained, left, burn }: ObjectiveState): HTMLElement {
  const bar = el('div', { class: 'bar' }, el('div', {}));
  const fill = bar.firstElementChild as HTMLElement;
  fill.style.width = `${String(Math.min(1, Math.max(0, left ?? 0)) * 100)}%`;
  return el(
    'div',
    { class: `objective ${left !== undefined && left < 0 ? 'spent' : ''}` },
    el('h3', {}, title),
    el('p', { class: 'none' }, `${says[0]?.toUpperCase() ?? ''}${says.slice(1)}`),
    el('p', { class: 'value' }, attained === undefined ? '–' : percent(attained, promised > 0.99 ? 3 : 2)),
    bar,
    el(
      'p',
      {},
      left === undefined
        ? 'budget –'
        : left < 0
          ? `budget overspent by ${percent(-left, 0)}`
          : `${percent(left, 0)} of the budget left`,
      el('br'),
      burn === undefined ? 'burns –' : `burns ${burn.toFixed(1)} times as fast as it may`,
    ),
  );
}
