import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { toYaml } from '../../src/output/yaml.ts';
import { makeEnvironment } from '../../src/stack.ts';
import { production } from '../good.ts';
import { tool } from '../tool.ts';
import { variants } from '../variants.ts';

const folder = mkdtempSync(join(tmpdir(), 'dashboards-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const values: Readonly<Record<string, string>> = {
  __rate_interval: '5m',
  __range: '6h',
  namespace: 'fraiseql',
  job: 'fraiseql',
};

/** A query as Grafana asks it. What is none of its variables is PromQL's own, such as `$1` of label_replace. */
const asked = (expr: string): string =>
  expr.replace(/\$(\w+)/g, (whole, name: string) => values[name] ?? whole);

/** Every expression of the dashboards of an environment. */
function expressions(json: string): string[] {
  const found: string[] = [];
  JSON.parse(json, (key, value: unknown) => {
    if (key === 'expr' && typeof value === 'string') found.push(value);
    return value;
  });
  return found;
}

describe.each(variants)('%s', (name, settings) => {
  test('has dashboards whose every query Prometheus takes', async () => {
    const { boards } = makeEnvironment(settings).boards;
    const queries = boards.flatMap(({ json }) => expressions(json)).map(asked);
    expect(queries.length).toBeGreaterThan(30);
    const rules = queries.map((expr, at) => ({ record: `query${String(at)}`, expr }));
    const file = join(folder, `${name.replaceAll(/\W/g, '-')}.yaml`);
    writeFileSync(file, toYaml({ groups: [{ name: 'queries', rules }] }));
    const answer = await tool('promtool', ['check', 'rules', file]);
    expect(answer, answer.output).toMatchObject({ code: 0 });
    expect(answer.output).toContain(`${String(queries.length)} rules found`);
  });
});

describe('the table of alerts', () => {
  const { alerts, boards } = makeEnvironment(production);
  const onCall = boards.boards.find(({ board }) => board.uid === 'fraiseql-on-call')?.json ?? '';
  const [firing = '', pending = ''] = expressions(onCall)
    .map(asked)
    .filter((expr) => expr.startsWith('max by (alertname'));
  const rules = alerts.alerts
    .filter(({ alert }) => ['ServiceDown', 'DependencyDown', 'Watchdog'].includes(alert.name))
    .map(({ rule }) => rule);

  /** What a query answers after a while in which the service is down and has lost Redis. */
  async function answers(expr: string, at: string, rows: readonly (readonly [string, number])[]) {
    writeFileSync(join(folder, 'alerts.yaml'), toYaml({ groups: [{ name: 'alerts', rules }] }));
    const document = {
      rule_files: ['alerts.yaml'],
      evaluation_interval: '15s',
      tests: [
        {
          interval: '30s',
          input_series: [
            { series: 'up{job="fraiseql", namespace="fraiseql"}', values: '1x3 0x20' },
            { series: 'fraiseql_dependency_up{job="fraiseql", dependency="redis"}', values: '1x3 0x20' },
          ],
          promql_expr_test: [
            { expr, eval_time: at, exp_samples: rows.map(([labels, value]) => ({ labels, value })) },
          ],
        },
      ],
    };
    writeFileSync(join(folder, 'test.yaml'), toYaml(document));
    const answer = await tool('promtool', ['test', 'rules', join(folder, 'test.yaml')]);
    expect(answer, answer.output).toMatchObject({ code: 0 });
  }

  const down = '{alertname="ServiceDown", severity="1 critical", runbook="availability.md#servicedown"}';
  const redis =
    '{alertname="DependencyDown", severity="2 high", about="redis", runbook="availability.md#dependencydown"}';

  test('is empty while all is well, though the Watchdog fires', async () => {
    await answers(firing, '1m', []);
    await answers(pending, '1m', []);
  });

  test('has an alert that waits among those that may fire', async () => {
    await answers(pending, '2m30s', [
      [down, 30],
      [redis, 30],
    ]);
    await answers(firing, '2m30s', []);
  });

  test('says of each how long its condition holds, what it is about, and where to read what to do', async () => {
    await answers(firing, '6m', [
      [down, 240],
      [redis, 240],
    ]);
    await answers(pending, '6m', []);
  });
});
