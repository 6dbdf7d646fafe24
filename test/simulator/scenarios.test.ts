import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { alertGroups } from '../../alerts/index.ts';
import { sloAlerts } from '../../alerts/slos.ts';
import type { RuleGroup } from '../../src/model/rule.ts';
import { resolveAlerts } from '../../src/rules/resolve.ts';
import { scenarios, type ScenarioName } from '../../src/simulator/scenarios.ts';
import { minute } from '../../src/simulator/time.ts';
import { writeHistory } from '../../src/simulator/history/write.ts';
import { judgeGroups } from '../day/judge.ts';
import { reads } from '../day/rules.ts';
import { production } from '../good.ts';
import { rulesFor } from '../slo/promtool.ts';
import { moment, nobody, story } from './good.ts';
import { readHistory } from './parse.ts';
import { inFolder } from './temporary.ts';

/** The rules of production: all alerts, and what they read that is recorded. */
const alerts = resolveAlerts(alertGroups, production).groups;
const recorded = rulesFor(alerts.flatMap(({ rules }) => rules.map(({ expr }) => expr)));
const everything: readonly RuleGroup[] = [{ name: 'recorded', rules: recorded }, ...alerts];

/** The objectives take most of the time. Where an alert is to fire, none of theirs is meant; where nothing may, they are judged as well. */
const rulesOf = (scenario: ScenarioName): readonly RuleGroup[] =>
  scenarios[scenario].fires === undefined ? everything : alerts.filter(({ name }) => name !== sloAlerts.name);

/** Which alerts fire at a moment. */
type Firing = readonly { readonly moment: number; readonly names: readonly string[] }[];

const from = moment('2026-03-10T15:00:00Z');

/** Simulates a quarter of an hour of health, a fault, and half an hour of health, and has promtool judge it by the rules of production. */
const play = (scenario: ScenarioName): Promise<Firing> =>
  inFolder(async (folder) => {
    const file = join(folder, 'history.om');
    const seconds = scenarios[scenario].minutes * minute;
    const span = { from: from - 15 * minute, until: from + seconds + 30 * minute };
    await writeHistory(file, { ...story, ...span, faults: [{ scenario, from, seconds }] }, nobody);
    const groups = rulesOf(scenario);
    const expressions = groups.flatMap(({ rules }) => rules.map(({ expr }) => expr)).join('\n');
    const day = readHistory(file, (name) => reads(expressions, name));
    const states = await judgeGroups(groups, day);
    const firing = states.filter(
      ({ name, labels }) =>
        name === 'ALERTS' && labels.alertstate === 'firing' && labels.alertname !== 'Watchdog',
    );
    return day.moments.map((at, index) => ({
      moment: at,
      names: firing
        .filter(({ values }) => values[index] === 1)
        .map(({ labels: { alertname = '' } }) => alertname),
    }));
  });

const namesOf = (firing: Firing): string[] => [...new Set(firing.flatMap(({ names }) => names))].sort();

describe.concurrent.each(Object.keys(scenarios) as ScenarioName[])('%s', (name) => {
  const { fires, minutes } = scenarios[name];

  test(fires === undefined ? 'fires nothing' : `fires ${fires}, which resolves; nothing before`, async () => {
    const firing = await play(name);
    const during = firing.filter((one) => one.moment > from && one.moment <= from + minutes * minute);
    expect(namesOf(firing.filter((one) => one.moment <= from))).toEqual([]);
    if (fires === undefined) expect(namesOf(firing)).toEqual([]);
    else expect(namesOf(during)).toContain(fires);
    expect(firing.at(-1)?.names).not.toContain(fires);
  });
});
