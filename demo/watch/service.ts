import { errorRatio, latency } from '../../alerts/thresholds.ts';
import { carriersFor } from '../../src/metrics/carriers.ts';
import { elsewhere } from '../../src/metrics/elsewhere.ts';
import { signal } from '../../src/metrics/signals.ts';
import type { SignalUse } from '../../src/model/signal.ts';
import type { Threshold } from '../../src/model/threshold.ts';
import { selector } from '../../src/promql/selector.ts';
import { renderPromql } from '../../src/rules/render.ts';
import type { Settings } from '../../src/settings/schema.ts';
import type { ServiceNumber, ServiceState } from '../snapshot.ts';
import { query, range } from './ask.ts';

/** How far back a number is drawn, and at which distance its samples are, in seconds. */
const past = 900;
const step = 15;

interface Shown {
  readonly title: string;
  readonly unit: ServiceNumber['unit'];
  readonly signal: SignalUse;
  readonly mark?: Threshold;
}

const numbers: readonly Shown[] = [
  { title: 'Queries', unit: 'per second', signal: signal.queryRate.over('2m') },
  { title: 'Failed', unit: 'ratio', signal: signal.queryErrorRatio.over('2m'), mark: errorRatio.high },
  { title: 'P95', unit: 'seconds', signal: signal.queryLatencyP95.over('2m'), mark: latency.high },
];

/** How the service does, as Prometheus sees it at a moment, in milliseconds. */
export async function serviceState(
  prometheus: string,
  settings: Settings,
  at: number,
): Promise<ServiceState> {
  const replicas = await query(prometheus, selector(elsewhere.up.name, { job: settings.service.job }));
  return {
    replicas: replicas
      .map(({ metric, value }) => ({ name: metric.pod ?? metric.instance ?? '', up: value?.[1] === '1' }))
      .sort((one, other) => one.name.localeCompare(other.name)),
    numbers: await Promise.all(numbers.map((number) => numberNow(prometheus, settings, number, at))),
  };
}

async function numberNow(
  prometheus: string,
  settings: Settings,
  { title, unit, signal: use, mark }: Shown,
  at: number,
): Promise<ServiceNumber> {
  const { profile } = settings.thresholds;
  const scope = { carriers: carriersFor(settings), profile, standIn: 'above' } as const;
  const to = at / 1000;
  const from = to - past;
  const [found] = await range(prometheus, renderPromql({ parts: [use] }, scope), { from, to, step });
  const known = new Map(
    (found?.values ?? []).map(([time, value]) => [Math.round((time - from) / step), Number(value)]),
  );
  const samples = Array.from({ length: past / step + 1 }, (_, index) => finite(known.get(index)));
  const now = samples.at(-1) ?? undefined;
  return {
    title,
    unit,
    past: samples,
    ...(now === undefined ? {} : { now }),
    ...(mark === undefined ? {} : { mark: mark.values[profile] }),
  };
}

const finite = (value = Number.NaN): number | null => (Number.isFinite(value) ? value : null);
