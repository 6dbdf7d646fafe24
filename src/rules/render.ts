import type { Carrier, Missing } from '../metrics/carrier.ts';
import type { SignalUse } from '../model/signal.ts';
import type { Template } from '../model/template.ts';
import type { Profile, Threshold } from '../model/threshold.ts';
import { dedent, hang } from '../promql/layout.ts';
import { decimal, humanNumber } from '../promql/numbers.ts';
import { signalUses } from './signal-uses.ts';

/** What fills the holes of a template in one environment. */
export interface Scope {
  readonly carriers: Readonly<Record<string, Carrier | Missing>>;
  readonly profile: Profile;
  /**
   * Which bucket bound stands in for a threshold between two: the one above for a page, which must not wake anybody below its
   * threshold, and the one below for anything else, which should rather tell.
   */
  readonly standIn: 'above' | 'below';
}

/** A threshold that no bucket of this binding holds, and the bound that stands in for it. */
export interface Snapped {
  readonly signal: string;
  readonly wanted: number;
  readonly used: number;
}

/** PromQL for Prometheus: signals become series, thresholds become numbers. */
export function renderPromql(template: Template, scope: Scope): string {
  const expr = template.parts.reduce<string>((before, part, at) => {
    if (typeof part === 'string') return before + part;
    if (part.kind === 'signal') return before + hang(seriesOf(part, scope), before);
    return before + decimal(valueOf(part, signalBefore(template, at), scope));
  }, '');
  return dedent(expr);
}

/** A sentence for people: thresholds become numbers with units, the very numbers that the alert's expression uses. */
export function renderText(template: Template, expr: Template, scope: Scope): string {
  const parts = template.parts.map((part) => {
    if (typeof part === 'string') return part;
    if (part.kind === 'signal') return part.signal;
    return humanNumber(thresholdIn(expr, part, scope) ?? part.values[scope.profile], part.unit);
  });
  return parts.join('');
}

/** The number that a threshold is in an expression, or nothing if the expression does not have it. */
export function thresholdIn(expr: Template, threshold: Threshold, scope: Scope): number | undefined {
  const at = expr.parts.indexOf(threshold);
  return at < 0 ? undefined : valueOf(threshold, signalBefore(expr, at), scope);
}

/** Thresholds of an expression that lie between two buckets here. */
export function snapped(template: Template, scope: Scope): Snapped[] {
  const found = template.parts.flatMap((part, at) => {
    if (typeof part === 'string' || part.kind !== 'threshold') return [];
    const use = signalBefore(template, at);
    const [wanted, used] = [part.values[scope.profile], valueOf(part, use, scope)];
    return use === undefined || wanted === used ? [] : [{ signal: use.signal, wanted, used }];
  });
  return found.filter((one, at) => found.findIndex((other) => other.signal === one.signal) === at);
}

/** Signals of an expression that this environment does not carry. */
export function missingSignals(template: Template, scope: Scope): { signal: string; reason: string }[] {
  return signalUses(template).flatMap(({ signal }) => {
    const carrier = scope.carriers[signal];
    return carrier?.kind === 'missing' ? [{ signal, reason: carrier.reason }] : [];
  });
}

function seriesOf({ signal, window }: SignalUse, { carriers }: Scope): string {
  const carrier = carriers[signal];
  if (carrier?.kind !== 'carrier') throw new Error(`No series carry the signal '${signal}'.`);
  return carrier.promql(window ?? '');
}

/**
 * The number a threshold stands for. Next to a quantile it must be a bound of the histogram's buckets, for a quantile read
 * between two bounds is a guess: where it is none, a bound beside it stands in.
 */
function valueOf(
  threshold: Threshold,
  use: SignalUse | undefined,
  { carriers, profile, standIn }: Scope,
): number {
  const value = threshold.values[profile];
  const carrier = use === undefined ? undefined : carriers[use.signal];
  if (carrier?.kind !== 'carrier' || carrier.buckets === undefined) return value;
  const below = carrier.buckets.findLast((bound) => bound <= value);
  const above = carrier.buckets.find((bound) => bound >= value);
  return (standIn === 'above' ? (above ?? below) : (below ?? above)) ?? value;
}

function signalBefore({ parts }: Template, at: number): SignalUse | undefined {
  return parts
    .slice(0, at)
    .filter((part) => typeof part !== 'string')
    .findLast((hole) => hole.kind === 'signal');
}
