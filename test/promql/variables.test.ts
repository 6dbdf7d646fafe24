import { expect, test } from 'vitest';
import { nodes } from '../../src/promql/syntax.ts';
import {
  parseWithVariables,
  variablesIn,
  withoutVariables,
  type StandIn,
} from '../../src/promql/variables.ts';

test.each([
  ['up{job="$job"}', ['job']],
  ['rate(x[$__rate_interval])', ['__rate_interval']],
  ['x{a=~"${a:regex}", b="${b.text}", c="[[c]]", d="[[d:csv]]"}', ['a', 'b', 'c', 'd']],
  ['label_replace(x, "a", "$1-${2}", "b", "(.*)$")', []],
  ['sum by ($label) (x{a=~"b$"})', ['label']],
])('the variables in %s', (text, names) => {
  expect(variablesIn(text)).toEqual(names);
});

const kinds: Readonly<Record<string, StandIn>> = { __rate_interval: 'duration', n: 'number' };
const standIn = (name: string): StandIn => kinds[name] ?? 'name';

test.each([
  ['rate(x[$__rate_interval])', 'rate(x[000000000000002m])'],
  ['rate(x[${__rate_interval}])', 'rate(x[00000000000000002m])'],
  ['topk($n, x)', 'topk(01, x)'],
  ['prefix_${name}_total', 'prefix_xxxxxxx_total'],
  ['sum by ([[label]]) (x)', 'sum by (xxxxxxxxx) (x)'],
  [
    'up{job=~"$job", pod=~\'${pod:regex}\', node=`$node`}',
    'up{job=~"$job", pod=~\'${pod:regex}\', node=`$node`}',
  ],
  ['x # of $name\n+ $name', 'x # of $name\n+ xxxxx'],
  ['label_replace(x, "a", "$1", "b\\"$b", "")', 'label_replace(x, "a", "$1", "b\\"$b", "")'],
])('%s is parsed as %s', (expr, plain) => {
  expect(withoutVariables(expr, standIn)).toBe(plain);
  expect(plain).toHaveLength(expr.length);
});

test('nodes read as their author wrote them', () => {
  const { root, text } = parseWithVariables('sum(rate(x{a="$a"}[$__rate_interval]))', standIn);
  expect(nodes(root, 'DurationExpr', 'LabelMatchers').map(text)).toEqual(['{a="$a"}', '$__rate_interval']);
});
