import { describe, expect, test } from 'vitest';
import { alertGroups } from '../../alerts/index.ts';
import { contractMetrics } from '../../src/metrics/contract.ts';
import { resolveAlerts } from '../../src/rules/resolve.ts';
import { production } from '../good.ts';
import { playRules, rulesFor, type Expectation } from './promtool.ts';

const { alerts } = resolveAlerts(alertGroups, production);
const rule = (name: string) => {
  const found = alerts.find(({ alert }) => alert.name === name);
  if (found === undefined) throw new Error(`No alert is called ${name}.`);
  return found.rule;
};

/** Steps of 30 seconds: healthy for 70 minutes, then a fault for 15, then healthy for an hour. */
const [before, during, after] = [140, 30, 120];
const last = before + during + after;
const minutes = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => (from + at) * 60);
const firing = (name: string) =>
  `(count(ALERTS{alertname="${name}", alertstate="firing"}) or vector(0)) > bool 0`;
const never = (name: string): Expectation[] =>
  minutes(60, last / 2).map((at) => ({ at, expr: firing(name), value: 0 }));

/** Everything that may page for it, and what that reads. */
function pages(names: readonly string[]) {
  const rules = names.map(rule);
  return [...rulesFor(rules.map(({ expr }) => expr)), ...rules];
}

describe.concurrent('one problem is one page', () => {
  test.each([1, 0.5, 0.2, 0.05])('when %d of the queries fail for a quarter of an hour', async (share) => {
    const failed = 500 * share;
    const input = [
      { series: 'up{job="fraiseql", pod="a"}', values: `1x${String(last)}` },
      {
        series: `${contractMetrics.queries.name}{job="fraiseql", pod="a", status="all"}`,
        values: `0+500x${String(last)}`,
      },
      {
        series: `${contractMetrics.queryErrors.name}{job="fraiseql", pod="a", error_type="database"}`,
        values: `0x${String(before)} ${String(failed)}+${String(failed)}x${String(during - 1)} ${String(failed * during)}x${String(after)}`,
      },
    ];
    const expected = [
      { at: 78 * 60, expr: firing('HighErrorRate'), value: 1 },
      ...never('ErrorsBurnFast'),
      ...never('AvailabilityBurnFast'),
    ];
    const rules = pages(['HighErrorRate', 'ServiceDown', 'ErrorsBurnFast', 'AvailabilityBurnFast']);
    expect(await playRules(rules, input, expected)).toBe('');
  });

  test('when no replica answers for a quarter of an hour, and when it is over', async () => {
    const input = [
      {
        series: 'up{job="fraiseql", pod="a"}',
        values: `1x${String(before)} 0x${String(during - 1)} 1x${String(after)}`,
      },
      { series: 'up{job="fraiseql-prometheus", pod="p"}', values: `1x${String(last)}` },
    ];
    const expected = [
      { at: 75 * 60, expr: firing('ServiceDown'), value: 1 },
      ...never('AvailabilityBurnFast'),
    ];
    expect(await playRules(pages(['ServiceDown', 'AvailabilityBurnFast']), input, expected)).toBe('');
  });

  test('and short failures that nothing else pages for are one in the end', async () => {
    // Three minutes of every ten, for two hours: too short for HighErrorRate, and 4.5 % of all queries.
    const bursts = Array.from({ length: 24 }, (_, at) => {
      const counted = at * 450;
      return `${String(counted + 75)}+75x5 ${String(counted + 450)}x13`;
    });
    const input = [
      { series: 'up{job="fraiseql", pod="a"}', values: '1x700' },
      {
        series: `${contractMetrics.queries.name}{job="fraiseql", pod="a", status="all"}`,
        values: '0+500x700',
      },
      {
        series: `${contractMetrics.queryErrors.name}{job="fraiseql", pod="a", error_type="database"}`,
        values: [`0x${String(before)}`, ...bursts].join(' '),
      },
    ];
    const expected = [
      ...minutes(72, 180).map((at) => ({ at, expr: firing('HighErrorRate'), value: 0 })),
      { at: 170 * 60, expr: firing('ErrorsBurnFast'), value: 1 },
    ];
    expect(await playRules(pages(['HighErrorRate', 'ServiceDown', 'ErrorsBurnFast']), input, expected)).toBe(
      '',
    );
  });
});
