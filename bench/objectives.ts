import { contractMetrics } from '../src/metrics/contract.ts';
import { recordedName } from '../src/metrics/recorded.ts';
import { playRules, recordedOf, rulesFor } from '../test/slo/promtool.ts';
import { eventsUntil, inputOf, step, unevenTraffic } from '../test/slo/traffic.ts';
import { evaluationCost } from './evaluation.ts';

/**
 * What objectives record, against the common form: the ratio of 5 minutes, and the mean of 30 days of it. How true both are, over 30 days
 * of traffic that varies hundredfold; and what an evaluation costs in a real Prometheus that holds 30 days.
 */
const days = 30;
const steps = (days * 86_400) / step;

const traffic = unevenTraffic(steps + 1, 90 * 3600);
const { queries, errors } = traffic.happened;
const truth = eventsUntil(errors, steps, steps) / eventsUntil(queries, steps, steps);

const common = {
  record: 'common:ratio_rate5m',
  expr: `(sum(rate(${contractMetrics.queryErrors.name}[5m])) or vector(0)) / sum(rate(${contractMetrics.queries.name}[5m]))`,
  labels: {},
};
/** What 30 days are summed from at every evaluation, and the sums themselves, which are asked for once: at the end. */
const tiles = [recordedName.bad('10m'), recordedName.all('10m')].map((name) => recordedOf('errors', name));
const sums = [recordedName.bad('30d'), recordedName.all('30d')].map((name) => expressionOf(name));
const ours = sums.join('\n/\n');

console.log(`30 days of 10 to 1,000 queries in half a minute, played by promtool: this takes minutes …`);
const { recorded, averaged } = await measured();
console.log(`true share of failed queries   ${percent(truth)}`);
console.log(`recorded over 30 days          ${percent(recorded)}   off by ${off(recorded)}`);
console.log(`mean of ratios, the common form ${percent(averaged)}  off by ${off(averaged)}`);

console.log('\n30 days in a real Prometheus, one objective …');
await evaluationCost();

/** What promtool finds: asked for nothing, it tells what it got. The mean of 30 days is that of their means: it holds no more samples. */
async function measured(): Promise<{ recorded: number; averaged: number }> {
  const input = [
    ...traffic.queries.map((counter) => inputOf(contractMetrics.queries.name, counter)),
    ...traffic.errors.map((counter) => inputOf(contractMetrics.queryErrors.name, counter)),
    { series: 'up{job="fraiseql", pod="a"}', values: `1x${String(steps)}` },
  ];
  const means = Array.from({ length: days }, (_, day) => ({
    at: (day + 1) * 86_400,
    expr: `avg_over_time(${common.record}[1d])`,
    value: undefined,
  }));
  const output = await playRules([...rulesFor(tiles), common], input, [
    ...means,
    { at: steps * step, expr: ours, value: undefined },
  ]);
  const got = [...output.matchAll(/got: \{\} (\S+)/g)].map(([, value]) => Number(value));
  if (got.length !== days + 1) throw new Error(output);
  const daily = got.slice(0, days);
  return { recorded: got[days] ?? NaN, averaged: daily.reduce((sum, one) => sum + one, 0) / days };
}

function percent(ratio: number): string {
  return `${(ratio * 100).toFixed(6)} %`;
}

function off(ratio: number): string {
  return `${((Math.abs(ratio - truth) / truth) * 100).toPrecision(3)} %`;
}

/** The expression of a recording rule about errors. */
function expressionOf(record: string): string {
  const found = rulesFor([recordedOf('errors', record)]).find((rule) => rule.record === record);
  if (found === undefined) throw new Error(`Nothing records ${record}.`);
  return found.expr;
}
