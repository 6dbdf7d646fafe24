import { describe, expect, test } from 'vitest';
import { alertGroups } from '../alerts/index.ts';
import type { Rule } from '../src/model/rule.ts';
import { resolveAlerts } from '../src/rules/resolve.ts';
import { complete, withSettings } from './good.ts';
import { play, playQuiet } from './promtool/run.ts';
import { stories, type Story } from './promtool/stories.ts';

describe.concurrent.each([...stories])('%s', (name, told) => {
  test.each(told)('$story', async (story) => {
    const settings = withSettings(complete, story.settings);
    const rule = resolveAlerts(alertGroups, settings).alerts.find(({ alert }) => alert.name === name)?.rule;
    if (rule === undefined) throw new Error(`${name} is no alert of this environment.`);
    expect(await play(rule, [story], settings.metrics.binding)).toEqual({ kept: true });
  });
});

describe('the stories', () => {
  const alerts = alertGroups.flatMap((group) => group.alerts);

  test('are about alerts that exist', () => {
    expect([...stories.keys()].sort()).toEqual(alerts.map(({ name }) => name).sort());
  });

  const resolved = resolveAlerts(alertGroups, complete).alerts.filter(
    ({ alert }) => alert.severity !== 'none',
  );

  test.each(resolved)('of $rule.alert show all that they must', ({ rule }) => {
    const shown = new Set((stories.get(rule.alert) ?? []).map(({ shows }) => shows));
    expect(demanded(rule).filter((kind) => !shown.has(kind))).toEqual([]);
  });

  test.each(alerts)('of $name show its description', ({ name }) => {
    expect((stories.get(name) ?? []).filter(({ says }) => says !== undefined)).not.toEqual([]);
  });
});

/** What the stories of a rule must show, by what it reads. */
function demanded({ for: hold, expr }: Rule): Story['shows'][] {
  const readsCounters = /\b(rate|increase)\(/.test(expr);
  const countsBirths = expr.includes('unless last_over_time');
  const asksForTraffic = expr.includes(' >= ');
  return [
    'fires',
    'just-below',
    'no-data',
    'recovery',
    ...(hold === undefined ? [] : (['too-short'] as const)),
    ...(readsCounters ? (['restart'] as const) : []),
    ...(countsBirths ? (['born'] as const) : []),
    ...(asksForTraffic ? (['low-traffic'] as const) : []),
  ];
}

test.each(['contract', 'fraiseql-2.15'])(
  'on a good day nothing fires but the Watchdog (%s)',
  async (binding) => {
    const { groups } = resolveAlerts(alertGroups, withSettings(complete, { 'metrics.binding': binding }));
    expect(await playQuiet(groups, ['10m', '1h', '2h', '6h'], binding)).toEqual({ kept: true });
  },
);
