import { expect, test } from 'vitest';
import { stepsOf } from '../../../demo/page/steps.ts';
import { Story } from '../../../demo/story.ts';

const outage = { title: 'No replica is left', fires: 'ServiceDown' };

/** A story of what happened at some seconds. */
function story(tell: (told: Story) => void): Story {
  const told = new Story();
  tell(told);
  return told;
}

test('there is no way before the first fault', () => {
  expect(
    stepsOf(
      story((told) => {
        told.tell({ kind: 'firing', says: 'Watchdog is firing' }, 0);
      }).told(),
    ),
  ).toEqual([]);
});

test('seconds count from the fault to each step of the alert that it is meant to fire, and what has not happened has none', () => {
  const told = story((one) => {
    one.fault('begin', outage, 1000);
    one.tell({ kind: 'pending', says: 'EndpointDown is pending', alert: 'EndpointDown' }, 9000);
    one.tell({ kind: 'pending', says: 'ServiceDown is pending', alert: 'ServiceDown' }, 16_000);
    one.tell({ kind: 'firing', says: 'ServiceDown is firing', alert: 'ServiceDown' }, 76_500);
  });
  expect(stepsOf(told.told()).map(({ since }) => since)).toEqual([0, 15, 75.5, undefined]);
});

test('the end of a fault begins no new way, but a clock of its own', () => {
  const told = story((one) => {
    one.fault('begin', outage, 0);
    one.tell({ kind: 'page', says: 'PagerDuty: CRITICAL' }, 80_000);
    one.fault('end', outage, 100_000);
    one.tell({ kind: 'over', says: 'PagerDuty: RESOLVED' }, 130_000);
  });
  expect(stepsOf(told.told()).at(-1)?.since).toBe(80);
  expect(told.told().at(-1)?.since).toBe(30);
});
