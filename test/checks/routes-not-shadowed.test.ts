import { expect, test } from 'vitest';
import type { Route } from '../../src/routing/config.ts';
import { goodStack, judgeStack } from './judge.ts';

const withFirst = (first: Route) => {
  const { routing } = goodStack;
  return {
    routing: { ...routing, route: { ...routing.route, routes: [first, ...(routing.route.routes ?? [])] } },
  };
};

test('takes routes that are all reached', () => {
  expect(judgeStack('routes-not-shadowed')).toEqual([]);
});

test('refuses the routes behind one that takes every severity', () => {
  expect(
    judgeStack('routes-not-shadowed', withFirst({ receiver: 'ticket', matchers: ['severity=~".+"'] }))[0],
  ).toBe(
    '{severity="critical"} → page-critical is never reached: {severity=~".+"} → ticket stands before it and takes all of it.',
  );
});

test('takes a route that lets alerts go on, and one that takes only a part', () => {
  const goesOn = { receiver: 'ticket', matchers: ['severity=~".+"'], continue: true };
  const part = { receiver: 'ticket', matchers: ['severity="critical"', 'alertname="DiskFull"'] };
  expect(judgeStack('routes-not-shadowed', withFirst(goesOn))).toEqual([]);
  expect(judgeStack('routes-not-shadowed', withFirst(part))).toEqual([]);
});
