import { expect, test } from 'vitest';
import { bend } from './bend.ts';
import { findings } from './judge.ts';

const quantile = (share: string, series: string, window: string) =>
  findings(
    'marks-match-queries',
    bend({
      'panels[1].targets[0].expr': `histogram_quantile(${share}, sum by (le) (rate(${series}[${window}])))`,
    }),
  );
const series = 'fraiseql_query_duration_seconds_bucket';

test('takes what the alert judges, whatever is chosen and however far it looks back', () => {
  expect(quantile('0.95', `${series}{job=~"$job"}`, '$__rate_interval')).toEqual([]);
  expect(quantile('0.95', `${series}{job="fraiseql"}`, '5m')).toEqual([]);
});

test.each([
  ['another share', quantile('0.99', `${series}{job=~"$job"}`, '5m')],
  ['another series', quantile('0.95', `fraiseql_db_query_duration_seconds_bucket{job=~"$job"}`, '5m')],
  ['a part of it', quantile('0.95', `${series}{job=~"$job", operation="query"}`, '5m')],
])('refuses %s', (_, said) => {
  expect(said).toEqual([
    'Time to answer: marks 0.15 for MediumLatency, and shows nothing that this alert compares with it.',
    'Time to answer: marks 0.3 for HighLatency, and shows nothing that this alert compares with it.',
  ]);
});

test('looks at each query of the panel', () => {
  const two = { 'panels[1].targets[1]': { refId: 'B', expr: 'max(x)' } };
  expect(findings('marks-match-queries', bend(two))).toEqual([]);
});
