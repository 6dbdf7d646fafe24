import { expect, test } from 'vitest';
import type { Route } from '../../src/routing/config.ts';
import { goodStack, judgeStack } from './judge.ts';

const { routing } = goodStack;
const withRoutes = (routes: readonly Route[]) => ({
  routing: { ...routing, route: { ...routing.route, routes } },
});
const routes = routing.route.routes ?? [];

test('takes routing that tells whom the severity demands', () => {
  expect(judgeStack('severity-reaches-people')).toEqual([]);
});

test('refuses a page that an earlier route takes away', () => {
  const stolen = [{ receiver: 'ticket', matchers: ['alertname="ServiceDown"'] }, ...routes];
  expect(judgeStack('severity-reaches-people', withRoutes(stolen))).toEqual([
    'ServiceDown tells PagerDuty warning and Slack #ops-tickets on Mon, 02 Mar 2026 00:00:00 GMT, and severity critical demands PagerDuty critical and Slack #incidents.',
  ]);
});

test('refuses a page that waits for office hours', () => {
  const hours = {
    name: 'office',
    time_intervals: [
      { weekdays: ['monday:friday'], times: [{ start_time: '09:00', end_time: '18:00' }], location: 'UTC' },
    ],
  };
  const late = routes.map((route) =>
    route.receiver === 'page-high' ? { ...route, active_time_intervals: ['office'] } : route,
  );
  const bent = { routing: { ...withRoutes(late).routing, time_intervals: [hours] } };
  expect(judgeStack('severity-reaches-people', bent)).toContain(
    'HighErrorRate tells nobody on Mon, 02 Mar 2026 00:00:00 GMT, and severity high demands PagerDuty error and Slack #incidents.',
  );
});

test('refuses a ticket that keeps other hours than the settings say', () => {
  const ticketHours = { weekdays: 'monday:friday', from: '09:00', to: '18:00', timeZone: 'Europe/Paris' };
  const settings = { ...goodStack.settings, routing: { ...goodStack.settings.routing, ticketHours } };
  expect(judgeStack('severity-reaches-people', { settings })).toContain(
    'MediumErrorRate tells PagerDuty warning and Slack #ops-tickets on Mon, 02 Mar 2026 00:00:00 GMT, and severity medium demands nobody.',
  );
});
