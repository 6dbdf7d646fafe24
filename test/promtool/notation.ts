import { durationSeconds } from '../../src/promql/duration.ts';

/** A course of values, as stories write it, turned into promtool's own notation. */
export interface Clock {
  /** Seconds between two samples. */
  readonly step: number;
  /** Samples in the whole story. */
  readonly samples: number;
}

/** One stretch of a course: what the series does, and for how long. */
interface Stretch {
  readonly what: string;
  readonly samples: number;
  /** Samples it would have in a story that is long enough: a gauge moves no faster because the story ends. */
  readonly whole: number;
}

/**
 * Turns a course such as `330/m for 10m then absent for 5m then restart then 330/m` into promtool's notation.
 *
 * - `330/m`: a counter that rises by 330 a minute, from where it stands
 * - `5`: a gauge that stays at 5; `5 to 9`: one that moves there evenly
 * - `absent`: no samples; the first stretch of it after samples marks the series as stale, as Prometheus does
 * - `restart`: the counter goes back to 0; `at 60000`: it stands at 60000 from here
 *
 * A stretch lasts `for` its duration, the last one to the end of the story.
 */
export function course(text: string, clock: Clock): string {
  let now: State = { value: 0, present: false };
  const pieces = stretches(text, clock).map((stretch) => {
    const { notation, ...state } = pieceOf(stretch, now, clock.step);
    now = state;
    return notation;
  });
  return pieces.filter((piece) => piece !== '').join(' ');
}

function stretches(text: string, { step, samples }: Clock): Stretch[] {
  const parts = text.split(' then ');
  let left = samples;
  return parts.map((part, at) => {
    const [, what = part, duration] = /^(.*?)(?: for (\S+))?$/.exec(part) ?? [];
    if (/^(restart|at )/.test(what)) return { what, samples: 0, whole: 0 };
    if (duration === undefined && at < parts.length - 1)
      throw new Error(`'${part}' in '${text}' needs a duration.`);
    const whole = duration === undefined ? left : Math.round(durationSeconds(duration) / step);
    const count = Math.min(left, whole);
    left -= count;
    return { what, samples: count, whole };
  });
}

/** Where a series stands between two stretches. */
interface State {
  readonly value: number;
  readonly present: boolean;
}

interface Piece extends State {
  readonly notation: string;
}

function pieceOf({ what, samples, whole }: Stretch, now: State, step: number): Piece {
  if (what === 'restart') return { ...now, notation: '', value: 0 };
  const at = /^at (\S+)$/.exec(what)?.[1];
  if (at !== undefined) return { ...now, notation: '', value: number(at) };
  if (samples === 0) return { ...now, notation: '' };
  if (what === 'absent') return absence(samples, now);
  const rate = /^(\S+)\/m$/.exec(what)?.[1];
  if (rate !== undefined) return line(now.value, (number(rate) * step) / 60, samples);
  const [, from = what, to] = /^(\S+) to (\S+)$/.exec(what) ?? [];
  const [start, end] = [number(from), number(to ?? from)];
  return line(start, whole > 1 ? (end - start) / (whole - 1) : 0, samples);
}

function absence(samples: number, { value, present }: State): Piece {
  const rest = samples - (present ? 1 : 0);
  const notation = [...(present ? ['stale'] : []), ...(rest > 0 ? [`_x${String(rest)}`] : [])].join(' ');
  return { notation, value, present: false };
}

function line(start: number, step: number, samples: number): Piece {
  const sign = step < 0 ? '-' : '+';
  const notation = `${String(start)}${sign}${String(Math.abs(step))}x${String(samples - 1)}`;
  return { notation, value: start + step * samples, present: true };
}

function number(text: string): number {
  const [, digits = '', unit = ''] = /^(-?[\d.]+)(k|M|G|T|%|h|d)?$/.exec(text) ?? [];
  const factor = { '': 1, '%': 0.01, k: 1e3, M: 1e6, G: 1e9, T: 1e12, h: 3600, d: 86_400 }[unit];
  if (digits === '' || factor === undefined) throw new Error(`'${text}' is no number.`);
  return Number(digits) * factor;
}
