import type { Metric } from '../metrics/metric.ts';
import { birthOf } from './births.ts';
import { buckets } from './find/buckets.ts';
import { duplicates } from './find/duplicates.ts';
import { labelValues } from './find/label-values.ts';
import { labels } from './find/labels.ts';
import { matchedValues } from './find/matched-values.ts';
import { inAddition, otherMetrics } from './find/others.ts';
import { presence } from './find/presence.ts';
import { times } from './find/times.ts';
import { types } from './find/types.ts';
import { values } from './find/values.ts';
import { harmsOf } from './harms.ts';
import { bindingNames, metricsOf, type BindingName } from './metrics.ts';
import {
  faults,
  isFault,
  remarks,
  type Conformity,
  type Effect,
  type Finding,
  type Judged,
} from './model.ts';
import { seriesOf, type Observed } from './observed.ts';
import type { Readers } from './readers.ts';

/** What a server is compared with. */
export interface JudgeProps {
  readonly binding: BindingName;
  readonly readers: Readers;
  /** Whether what has not been seen yet counts as missing. */
  readonly strict: boolean;
  /** What is the matter with the answer itself. @default - nothing */
  readonly answer?: readonly Finding[];
}

/** What was found, and what it does to whom. */
export type Judgement = Pick<Conformity, 'conforms' | 'fine' | 'findings' | 'readers' | 'harms' | 'meant'>;

/** Compares what a server printed with what a binding reads. */
export function judge(observed: Observed, props: JudgeProps): Judgement {
  const { binding, readers, strict, answer = [] } = props;
  const metrics = metricsOf[binding];
  const findings = [...answer, ...find(observed, metrics, readers)]
    .map((finding) =>
      strict && finding.kind === 'not seen yet' ? { ...finding, kind: 'missing' as const } : finding,
    )
    .map((finding, _, all) => judged(finding, all, readers))
    .sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
  const bad = findings.filter(isFault);
  const amiss = new Set(findings.map(({ metric }) => metric));
  const meant = meantBinding(observed, binding);
  return {
    conforms: bad.length === 0,
    fine: metrics.map(({ name }) => name).filter((name) => !amiss.has(name)),
    findings,
    readers: countReaders(metrics, readers),
    harms: harmsOf(
      bad.flatMap(({ effects }) => effects),
      readers,
    ),
    ...(meant === undefined ? {} : { meant }),
  };
}

const order: readonly string[] = [...faults, ...remarks];

function find(observed: Observed, metrics: readonly Metric[], readers: Readers): Finding[] {
  const others = otherMetrics(observed, metrics);
  return [
    ...metrics.flatMap((metric) => [
      ...presence(metric, observed, others),
      ...types(metric, observed),
      ...labels(metric, observed),
      ...matchedValues(metric, observed, readers.asked),
      ...buckets(metric, observed),
      ...values(metric, observed),
      ...times(metric, observed),
    ]),
    ...duplicates(observed),
    ...labelValues(observed),
    ...inAddition(others),
  ];
}

/**
 * A finding with what it alone does. What nobody minds is a difference and no fault. A label that others have as well does no harm, where
 * it would alone: they meet again.
 */
function judged(finding: Finding, all: readonly Finding[], readers: Readers): Judged {
  const alone = harmsOf(finding.effects, readers);
  if (finding.tolerable !== true) return { ...finding, harms: alone };
  const labels = all.flatMap(({ effects }) => effects).filter(({ kind }) => kind === 'has label');
  const still = harmsOf([...finding.effects, ...labels], readers).map(({ name }) => name);
  const harms = alone.filter(({ name }) => still.includes(name));
  return { ...finding, ...(harms.length === 0 ? { kind: 'differs' as const } : {}), harms };
}

/** How many alerts, objectives and panels read the server: those that would notice if it exported nothing. */
function countReaders(metrics: readonly Metric[], readers: Readers): Conformity['readers'] {
  const nothing: Effect = { kind: 'gone', series: metrics.flatMap(seriesOf) };
  const harms = harmsOf([nothing], readers);
  const count = (kind: (typeof harms)[number]['kind']) => harms.filter((one) => one.kind === kind).length;
  return { alert: count('alert'), objective: count('objective'), panel: count('panel') };
}

/** Another binding that has more of its metrics here than the one that was asked for. */
function meantBinding(observed: Observed, binding: BindingName): BindingName | undefined {
  const share = (name: BindingName): number => {
    const always = metricsOf[name].filter((metric) => birthOf(metric) === undefined);
    return always.filter((metric) => observed.of(metric).length > 0).length / always.length;
  };
  return bindingNames.find((other) => share(other) > share(binding));
}
