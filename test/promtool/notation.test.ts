import { expect, test } from 'vitest';
import { course } from './notation.ts';
import { expand } from './series.ts';

const clock = { step: 30, samples: 11 };

test.each([
  ['a counter rises by so much a minute', '60/m', '0+30x10'],
  ['a counter goes on from where it stood', '60/m for 1m then 120/m', '0+30x1 60+60x8'],
  ['a counter restarts', 'at 100 then 60/m for 1m then restart then 60/m', '100+30x1 0+30x8'],
  ['a gauge stays', '5', '5+0x10'],
  ['a gauge moves evenly', '0 to 10 for 1m30s then 10', '0+5x2 10+0x7'],
  ['a gauge moves no faster because the story ends', '0 to 100 for 10m10s', '0+5.2631578947368425x10'],
  ['a series that was there is marked stale', '1 for 1m then absent', '1+0x1 stale _x8'],
  ['a series that was not is just not there', 'absent for 1m then 1', '_x2 1+0x8'],
  ['numbers have units', '950G', '950000000000+0x10'],
])('%s', (_, text, notation) => {
  expect(course(text, clock)).toBe(notation);
});

test('a stretch before the last needs a duration, and a number must be one', () => {
  expect(() => course('5 then 6', clock)).toThrow("'5' in '5 then 6' needs a duration.");
  expect(() => course('often', clock)).toThrow("'often' is no number.");
});

test('one line stands for several series', () => {
  expect(expand('up{pod="a|b"}', '1', clock, 'contract').map(({ series }) => series)).toEqual([
    'up{pod="a"}',
    'up{pod="b"}',
  ]);
  expect(expand('up{pod="p{1..2}"}', '{i}', clock, 'contract')).toEqual([
    { series: 'up{pod="p1"}', values: '1+0x10' },
    { series: 'up{pod="p2"}', values: '2+0x10' },
  ]);
});

test('a histogram has a series for every bucket of its contract', () => {
  const series = expand(
    'fraiseql_query_duration_seconds{pod="a"}',
    '60/m at 40ms & 6/m at 400ms',
    clock,
    'contract',
  );
  expect(series).toHaveLength(14);
  expect(series.find((one) => one.series.includes('le="0.3"'))?.values).toBe('0+30x10');
  expect(series.find((one) => one.series.includes('le="+Inf"'))?.values).toBe('0+33x10');
  expect(series.find((one) => one.series.includes('le="0.025"'))?.values).toBe('0+0x10');
});
