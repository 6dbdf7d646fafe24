import { expect, test } from 'vitest';
import { goodAlert, judge } from './judge.ts';

const alert = goodAlert('HighErrorRate');

test('takes thresholds that the contract has a bucket for', () => {
  expect(judge('bucket-holds-threshold', goodAlert('HighLatency'))).toEqual([]);
});

test('refuses a threshold between two buckets', () => {
  const between = { ...alert, snapped: [{ signal: 'queryLatencyP95', wanted: 0.33, used: 0.3 }] };
  expect(judge('bucket-holds-threshold', between)).toEqual([
    'compares queryLatencyP95 with 0.33, which is no bucket bound: the quantile is a guess there. Add the bound in src/metrics/contract.ts.',
  ]);
});
