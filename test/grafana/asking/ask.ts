import { durationSeconds } from '../../../src/promql/duration.ts';
import { dayLong, hour, minute, type Span } from '../../day/clock.ts';
import type { Prometheus } from '../../day/prometheus.ts';
import type { AskedAnnotation, AskedDashboard, AskedTarget } from './asked.ts';
import {
  askingPanels,
  type AnnotationJson,
  type DashboardJson,
  type PanelJson,
  type TargetJson,
} from './json.ts';
import { alignedSteps, intervalOf, rateInterval } from './steps.ts';
import { interpolate, variablesOf, type Scope } from './variables.ts';

/** What Grafana knows when it asks. */
export interface Asking {
  readonly prometheus: Prometheus;
  /** The moment that is now. */
  readonly now: number;
  /** The data source's scrape interval. */
  readonly scrapeInterval: string;
  /** Pixels of the whole width. */
  readonly pixels: number;
}

/** Asks every query of a dashboard as Grafana would. */
export async function askDashboard(json: DashboardJson, asking: Asking): Promise<AskedDashboard> {
  const span = { from: momentOf(json.time.from, asking.now), to: momentOf(json.time.to, asking.now) };
  const variables = await variablesOf(json.templating.list, asking.prometheus, span);
  const scope = {
    ...rangeScope(span),
    ...Object.fromEntries(variables.map(({ name, value }) => [name, value])),
  };
  const panels = askingPanels(json).map(async (panel) => ({
    panel,
    targets: await Promise.all(
      (panel.targets ?? []).map((target) => askTarget(target, panel, { ...asking, span, scope })),
    ),
  }));
  const annotations = json.annotations.list.filter(({ enable, expr }) => enable && expr !== undefined);
  return {
    span,
    variables,
    panels: await Promise.all(panels),
    annotations: await Promise.all(annotations.map((one) => askAnnotation(one, { ...asking, span, scope }))),
  };
}

interface Place extends Asking {
  readonly span: Span;
  readonly scope: Scope;
}

async function askTarget(target: TargetJson, panel: PanelJson, place: Place): Promise<AskedTarget> {
  const { prometheus, span, scope, scrapeInterval } = place;
  const least = target.interval ?? panel.interval ?? scrapeInterval;
  const pixels = panel.maxDataPoints ?? Math.floor((place.pixels * panel.gridPos.w) / 24);
  const resolution = { ...span, pixels, least };
  const step = intervalOf(resolution);
  const asked = interpolate(target.expr, { ...scope, ...intervalScope(step, least) });
  if (target.instant === true && target.range !== true) {
    return { target, asked, step, kind: 'instant', series: await prometheus.instant(asked, span.to) };
  }
  const series = await prometheus.range(asked, alignedSteps(resolution, step));
  return { target, asked, step, kind: 'range', series };
}

async function askAnnotation(annotation: AnnotationJson, place: Place): Promise<AskedAnnotation> {
  const resolution = { ...place.span, pixels: place.pixels, least: annotation.step ?? '60s' };
  const step = intervalOf(resolution);
  const asked = interpolate(annotation.expr ?? '', {
    ...place.scope,
    ...intervalScope(step, resolution.least),
  });
  return { annotation, step, series: await place.prometheus.range(asked, alignedSteps(resolution, step)) };
}

const intervalScope = (step: number, least: string): Scope => ({
  __interval: `${String(step)}s`,
  __interval_ms: String(step * 1000),
  __rate_interval: `${String(rateInterval(step, least))}s`,
});

function rangeScope({ from, to }: Span): Scope {
  const seconds = to - from;
  return { __range: `${String(seconds)}s`, __range_s: String(seconds), __range_ms: String(seconds * 1000) };
}

/** `now`, `now-6h` or `now/d`: a range's end as Grafana writes it. */
function momentOf(text: string, now: number): number {
  const [, back, round] = /^now(?:-(\w+))?(?:\/([hdm]))?$/.exec(text) ?? fail(text);
  const moment = now - (back === undefined ? 0 : durationSeconds(back));
  const whole = { h: hour, d: dayLong, m: minute }[round ?? ''] ?? 1;
  return moment - (moment % whole);
}

function fail(text: string): never {
  throw new Error(`A time range must be like now-6h, got '${text}'.`);
}
