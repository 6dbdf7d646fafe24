import { expect, test } from 'vitest';
import { bend, findings, good, type Bent } from './judge.ts';

const check = (manifests: Parameters<typeof findings>[1]) => findings('scrape-timeouts', manifests);
const monitor = (change: Bent) => check(bend('ServiceMonitor', 'fraiseql-thanos-query', change));
const endpoint = 'spec.endpoints[0]';

test('takes the times of production', () => {
  expect(check(good())).toEqual([]);
});

test('refuses a monitor and a probe that wait for longer than until the next scrape', () => {
  expect(monitor({ [`${endpoint}.scrapeTimeout`]: '31s' })).toEqual([
    `ServiceMonitor monitoring/fraiseql-thanos-query, ${endpoint}.scrapeTimeout: Must not be above the interval, 30s, got 31s: the operator would leave the whole ServiceMonitor out.`,
  ]);
  expect(check(bend('Probe', 'fraiseql-api-health', { 'spec.interval': '5s' }))).toEqual([
    'Probe monitoring/fraiseql-api-health, spec.scrapeTimeout: Must not be above the interval, 5s, got 10s: the operator would leave the whole Probe out.',
  ]);
});

test('takes as long as until the next, and what is no time', () => {
  expect(monitor({ [`${endpoint}.scrapeTimeout`]: '30s' })).toEqual([]);
  expect(monitor({ [`${endpoint}.scrapeTimeout`]: 'long' })).toEqual([]);
  expect(monitor({ [`${endpoint}.scrapeTimeout`]: undefined })).toEqual([]);
});

test("takes Prometheus' interval where a monitor has none", () => {
  const without = { [`${endpoint}.interval`]: undefined };
  expect(monitor(without)).toEqual([]);
  expect(monitor({ ...without, [`${endpoint}.scrapeTimeout`]: '40s' })).toHaveLength(1);
});
