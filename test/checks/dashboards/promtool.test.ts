import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { expressions } from '../../../src/checks/dashboards/read/queries.ts';
import { standInOf } from '../../../src/checks/dashboards/read/variables.ts';
import type { GrafanaDashboard } from '../../../src/model/grafana.ts';
import { toYamlFile } from '../../../src/output/yaml.ts';
import { withoutVariables } from '../../../src/promql/variables.ts';
import { tool, type Answer } from '../../tool.ts';
import { bend } from './bend.ts';
import { goodDashboard } from './good.ts';

/** What promtool says of everything that a dashboard asks, each as a recording rule: it has no command for PromQL alone. */
async function promtool(dashboard: GrafanaDashboard): Promise<Answer> {
  const folder = mkdtempSync(join(tmpdir(), 'dashboard-'));
  const rules = expressions(dashboard).map(({ expr }, at) => ({
    record: `query:${String(at)}`,
    expr: withoutVariables(expr, standInOf(dashboard)),
  }));
  const file = join(folder, 'rules.yaml');
  writeFileSync(file, toYamlFile([{ groups: [{ name: 'dashboard', rules }] }], 'a test'));
  const answer = await tool('promtool', ['check', 'rules', file]);
  rmSync(folder, { recursive: true });
  return answer;
}

const written = readdirSync('dist', { withFileTypes: true, recursive: true })
  .filter((entry) => entry.parentPath.endsWith('/grafana') && entry.name.endsWith('.json'))
  .map((entry) => join(entry.parentPath, entry.name))
  .map((path) => [path, JSON.parse(readFileSync(path, 'utf8')) as GrafanaDashboard] as const);

test.each([['the good dashboard', goodDashboard] as const, ...written])(
  'Prometheus takes every query of %s',
  async (_, dashboard) => {
    const answer = await promtool(dashboard);
    expect(answer).toMatchObject({ code: 0 });
    expect(answer.output).toContain(`${String(expressions(dashboard).length)} rules found`);
  },
);

test.each(['rate(up)', 'rate(sum(up)[$__rate_interval])', 'up{job=~"[$job"}'])(
  'promtool refuses %s, which looks like PromQL',
  async (expr) => {
    const { dashboard } = bend({ 'panels[2].targets[0].expr': expr });
    expect(await promtool(dashboard)).toMatchObject({ code: 1 });
  },
);
