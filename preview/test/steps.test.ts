import { createRequire } from 'node:module';
import { expect, test, vi } from 'vitest';
import { intervalOf } from '../../test/grafana/asking/steps.ts';

// Node 20 has no navigator, of whose language Grafana's package wants to know.
vi.stubGlobal('navigator', { language: 'en-US' });
const { rangeUtil, dateTime } = createRequire(import.meta.url)(
  '@grafana/data',
) as typeof import('@grafana/data');

const wanted = [
  1, 3, 8, 12, 17, 22, 35, 50, 75, 100, 200, 400, 700, 1000, 1500, 2500, 4000, 9000, 20_000, 80_000,
];

test.each(wanted)('of points that would be %s seconds apart Grafana asks as often as we do', (seconds) => {
  const to = 1_773_154_620;
  const from = to - seconds * 1000;
  const [start, end] = [dateTime(from * 1000), dateTime(to * 1000)];
  const range = { from: start, to: end, raw: { from: start, to: end } };
  const { intervalMs } = rangeUtil.calculateInterval(range, 1000, '1s');
  expect(intervalOf({ from, to, pixels: 1000, least: '1s' })).toBe(intervalMs / 1000);
});
