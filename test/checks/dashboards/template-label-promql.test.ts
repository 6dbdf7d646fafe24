import { expect, test } from 'vitest';
import { bend } from './bend.ts';
import { findings } from './judge.ts';

const ofVariable = (query: unknown) =>
  findings('template-label-promql', bend({ 'templating.list[1].query': query }));

test.each([
  'label_values(job)',
  'label_values(up{a="b,c", d=~"$instance"}, job)',
  ' label_values( rate(x_total[$__range]) , job ) ',
  'label_names()',
  'label_names(up)',
  'metrics(fraiseql_.*)',
  'query_result(topk(5, x))',
])('takes %s', (query) => {
  expect(ofVariable(query)).toEqual([]);
  expect(ofVariable({ query, refId: 'A' })).toEqual([]);
});

test.each(['job', 'label_values()', 'label_values(up, job))x', 'label_values(up, $job)', undefined])(
  'does not know %s',
  (query) => {
    expect(ofVariable(query)).toEqual([
      `$job: asks '${query ?? ''}', which is none of label_names(…), label_values(…, label), metrics(pattern) and query_result(PromQL).`,
    ]);
  },
);

test.each([
  ['query_result(sum(x)', "is not PromQL at 'its end'."],
  ['query_result(sum(x > > y))', "is not PromQL at '> y)'."],
])('refuses %s', (query, message) => {
  expect(ofVariable(query)).toEqual([`$job: ${message}`]);
});
