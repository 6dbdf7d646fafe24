import { expect, test } from 'vitest';
import { shapeOf } from '../../src/promql/shape.ts';
import { operands, parsePromql } from '../../src/promql/syntax.ts';

function shape(expr: string): string {
  const syntax = parsePromql(expr);
  const [root] = operands(syntax.root);
  return root === undefined ? '' : shapeOf(syntax, root, new Set(['job', 'namespace']));
}

test.each([
  ['sum(rate(x{job="a"}[5m]))', 'sum(rate(x{job=~"b", namespace="n"}[2m] ))'],
  ['((x / y))', 'x/y'],
  ['x unless last_over_time(x[1h] offset 5m)', 'x unless last_over_time(x[1h] offset 10m)'],
  ['max(slo:bad:ratio_rate1h{namespace="a", id="b"})', 'max(slo:bad:ratio_rate5m{id="b"})'],
])('%s works out what %s does', (a, b) => {
  expect(shape(a)).toBe(shape(b));
});

test.each([
  ['sum(x)', 'max(x)'],
  ['x{id="a"}', 'x{id="b"}'],
  ['x{id="a"}', 'x'],
  ['slo:bad:ratio', 'slo:all:ratio'],
])('%s works out something else than %s', (a, b) => {
  expect(shape(a)).not.toBe(shape(b));
});
