import { promised } from '../figures.ts';
import type { Gap, ReportPeriod } from '../model.ts';
import { markup, type Markup } from './markup.ts';

/** Size of a chart, and what its edges leave for labels. */
const size = { width: 720, height: 210, left: 58, right: 88, top: 10, bottom: 24 };

/** Edges of what is drawn. */
export const area = {
  left: size.left,
  right: size.width - size.right,
  top: size.top,
  bottom: size.height - size.bottom,
} as const;

/** Where a moment is drawn. */
export function across({ from, to }: ReportPeriod): (moment: string) => number {
  const [start, end] = [Date.parse(from), Date.parse(to)];
  return (moment) => area.left + ((Date.parse(moment) - start) / (end - start)) * (area.right - area.left);
}

/** Where a share of the height is drawn: 0 at the bottom, 1 at the top. */
export const upwards = (share: number): number => area.bottom - share * (area.bottom - area.top);

/** A chart, with its name and what it shows for those who cannot see it. */
export const chart = (id: string, title: string, description: string, content: readonly Markup[]): Markup =>
  markup`<svg viewBox="0 0 ${size.width} ${size.height}" role="img" aria-labelledby="${id}-title ${id}-desc">
<title id="${id}-title">${title}</title>
<desc id="${id}-desc">${description}</desc>
${content}
</svg>`;

/** A label on the left, with a line across. */
export const gridLine = (y: number, label: string): Markup =>
  markup`<path class="grid" d="M${area.left} ${y}H${area.right}"/>
<text class="label" x="${area.left - 6}" y="${y + 4}" text-anchor="end">${label}</text>`;

/** A promise, and where it is drawn. */
export interface Target {
  readonly y: number;
  readonly name: string;
  readonly ratio: number;
}

/** Lines across that stand for promises, from the highest to the lowest, named on the right where the names have room. */
export function targetLines(targets: readonly Target[]): Markup[] {
  let lowest = -Infinity;
  return [...targets]
    .sort((a, b) => a.y - b.y)
    .map(({ y, name, ratio }) => {
      lowest = Math.max(y + 4, lowest + 12);
      return markup`<path class="target ${name.toLowerCase()}" d="M${area.left} ${y}H${area.right}"/>
<text class="label" x="${area.right + 6}" y="${lowest}">${name} ${promised(ratio)}</text>`;
    });
}

/** Days along the bottom: as many as there is room for. */
export function dates(days: readonly { readonly date: string }[], period: ReportPeriod): Markup[] {
  const x = across(period);
  const total = period.seconds / 86_400;
  return days
    .filter((_, at) => at % Math.ceil(total / 16) === 0)
    .map(({ date }) => {
      const label = total > 62 ? date.slice(5) : String(Number(date.slice(8)));
      const middle = (x(`${date}T00:00:00Z`) + x(`${date}T23:59:59Z`)) / 2;
      return markup`<text class="label" x="${middle}" y="${area.bottom + 16}" text-anchor="middle">${label}</text>`;
    });
}

/** A stretch of time over the whole height, wide enough to be seen. */
export function band(name: string, { from, to }: Pick<Gap, 'from' | 'to'>, period: ReportPeriod): Markup {
  const x = across(period);
  const width = Math.max(3, x(to) - x(from));
  const left = Math.min(x(from), area.right - width);
  return markup`<rect class="${name}" x="${left}" y="${area.top}" width="${width}" height="${area.bottom - area.top}"/>`;
}

/** Time that has not come yet. */
export const future = (period: ReportPeriod): Markup[] =>
  period.isOver ? [] : [band('future', { from: period.measuredUntil, to: period.to }, period)];
