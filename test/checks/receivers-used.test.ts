import { expect, test } from 'vitest';
import { goodStack, judgeStack } from './judge.ts';

test('takes routing in which every receiver is reached', () => {
  expect(judgeStack('receivers-used')).toEqual([]);
});

test('refuses a receiver that nothing leads to, and a route that leads nowhere', () => {
  const { routing } = goodStack;
  const route = { ...routing.route, routes: [...(routing.route.routes ?? []), { receiver: 'pager' }] };
  const receivers = [...routing.receivers, { name: 'page' }];
  expect(judgeStack('receivers-used', { routing: { ...routing, route, receivers } })).toEqual([
    'page is a receiver that no route leads to.',
    'pager is routed to, and there is no such receiver.',
  ]);
});
