import { describe, expect, test } from 'vitest';
import type { PodProbe, PodProbes } from '../../src/model/pod-probes.ts';
import { probeBudgets } from '../../src/model/probe-budgets.ts';
import { podProbesOf } from '../../src/settings/pod-probes.ts';
import { production } from '../good.ts';
import { decides } from './kubelet.ts';

const standard = podProbesOf(production);
const impatient: PodProbes = {
  live: { asks: 'connection', first: 3, every: 7, timeout: 6, failures: 4 },
  ready: { asks: { path: '/ready' }, first: 11, every: 2, timeout: 1, failures: 1 },
  start: { asks: 'connection', first: 0, every: 9, timeout: 4, failures: 12 },
  grace: 3,
};

/** Steps in which moments are tried, in seconds. */
const grain = 0.25;
const upTo = (end: number): number[] => Array.from({ length: end / grain }, (_, at) => at * grain);

/** The least and the most over all moments at which a worker may wake. */
function over(every: number, happens: (phase: number) => number[]) {
  const all = upTo(every).flatMap(happens);
  return { best: Math.min(...all), worst: Math.max(...all) };
}

/** A fault begins long after the start: from then on each attempt fails, at once or after its whole time. */
const givesUp = (probe: PodProbe) =>
  over(probe.every, (phase) =>
    [0, probe.timeout].map((takes) => {
      const fault = 200;
      const asked = (at: number) => (at < fault ? { fails: false, takes: 0 } : { fails: true, takes });
      return decides('failure', { probe, phase }, asked) - fault;
    }),
  );

/** Nothing answers at all. */
const givesUpStart = (probe: PodProbe) =>
  over(probe.every, (phase) =>
    [0, probe.timeout].map((takes) => decides('failure', { probe, phase }, () => ({ fails: true, takes }))),
  );

/** A process answers from some moment on, at once or at the last moment, and is asked for its start and then for being ready. */
const becomesReady = ({ start, ready }: PodProbes, from: number) =>
  over(start.every, (phase) =>
    upTo(ready.every).flatMap((other) =>
      ['at once', 'late'].map((answers) => {
        const asked = (probe: PodProbe) => (at: number) => ({
          fails: at < from,
          takes: answers === 'late' && at >= from ? probe.timeout : 0,
        });
        const started = decides('success', { probe: start, phase }, asked(start));
        const worker = { probe: ready, phase: other, notBefore: started };
        return decides('success', worker, asked(ready)) - from;
      }),
    ),
  );

describe.each([
  ['of the settings', standard],
  ['that are bent', impatient],
])('the budgets of probes %s are what the worker of the kubelet does', (_, probes) => {
  const budgets = probeBudgets(probes);

  /** The worst is never reached, and come near to by a step: the fault just after an attempt. */
  function expectBounds(found: { best: number; worst: number }, bounds: { best: number; worst: number }) {
    expect(found.best).toBeGreaterThanOrEqual(bounds.best);
    expect(found.best).toBeLessThan(bounds.best + 2 * grain);
    expect(found.worst).toBeLessThanOrEqual(bounds.worst);
    expect(found.worst).toBeGreaterThanOrEqual(bounds.worst - 2 * grain);
  }

  test('when a replica leaves the Service', () => {
    expectBounds(givesUp(probes.ready), budgets.leaves);
  });

  test('when one that hangs is told to end', () => {
    expectBounds(givesUp(probes.live), budgets.restarts);
    expect(budgets.ended).toEqual({
      best: budgets.restarts.best,
      worst: budgets.restarts.worst + probes.grace,
    });
  });

  test('when a start is given up, and which is let through', () => {
    expectBounds(givesUpStart(probes.start), budgets.start.givenUp);
    const asked = (at: number) => ({ fails: at < budgets.start.letThrough, takes: 0 });
    for (const phase of upTo(probes.start.every)) {
      const gaveUp = decides('failure', { probe: probes.start, phase }, asked);
      expect(decides('success', { probe: probes.start, phase }, asked)).toBeLessThan(gaveUp);
    }
  });

  test('when a new replica is ready', () => {
    const starts = [0, 1, probes.ready.first, 20].map((from) => becomesReady(probes, from));
    expectBounds(
      {
        best: Math.min(...starts.map(({ best }) => best)),
        worst: Math.max(...starts.map(({ worst }) => worst)),
      },
      budgets.ready,
    );
  });

  test('when one that left comes back', () => {
    const { ready } = probes;
    const found = over(ready.every, (phase) =>
      [0, ready.timeout].map((takes) => {
        const end = 200;
        return (
          decides('success', { probe: ready, phase, notBefore: end }, () => ({ fails: false, takes })) - end
        );
      }),
    );
    expectBounds(found, budgets.returns);
  });
});

test('the budgets of the standard probes are these', () => {
  expect(probeBudgets(standard)).toEqual({
    leaves: { best: 10, worst: 17 },
    returns: { best: 0, worst: 7 },
    restarts: { best: 50, worst: 65 },
    ended: { best: 50, worst: 75 },
    ready: { best: 0, worst: 14 },
    start: { letThrough: 300, givenUp: { best: 300, worst: 307 } },
  });
});
