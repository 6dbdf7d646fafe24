import { expect, test } from 'vitest';
import { corruption } from '../../drill/corruption.ts';
import { followed } from '../../drill/runbooks.ts';
import { totalLoss } from '../../drill/total-loss.ts';

const small = { megabytes: 30, writing: 2500 };

test('a mistake is undone: all rows of just before it are there', async () => {
  const { rpoSeconds, stages } = await corruption(small);
  expect(rpoSeconds).toBe(0);
  expect(stages.map(({ name }) => name)).toEqual(['download', 'unpack', 'verify', 'replay', 'check']);
}, 120_000);

test('a total loss under load loses seconds, and nothing before them', async () => {
  const { rpoSeconds, rtoSeconds } = await totalLoss(small);
  expect(rpoSeconds).toBeLessThan(30);
  expect(rtoSeconds).toBeLessThan(60);
}, 120_000);

test('a stolen key and a flood: the alerts fire, and the commands of the runbooks parse', async () => {
  const outcomes = await followed();
  expect(outcomes.map(({ says }) => says)).toEqual([
    expect.stringMatching(
      /^AnomalyDetected and AuthenticationFailures fire; \d+ blocks of commands parse, 2 of SQL executed/,
    ),
    expect.stringMatching(/^RequestRateHigh and RateLimitTriggered fire; \d+ blocks of commands parse$/),
  ]);
}, 60_000);
