import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listFiles } from '../src/output/replace.ts';
import { readEnvironments } from '../src/settings/read.ts';
import { makeEnvironment } from '../src/stack.ts';
import { tool } from './tool.ts';

const refresh =
  'dist/ is not what the code makes. Run `npm run synth`, look at the difference, and commit it.';

const made = new Map(
  readEnvironments('environments').flatMap((settings) => [...makeEnvironment(settings).files]),
);

test('dist/ holds the files that the code makes, and no others', () => {
  expect(listFiles('dist'), refresh).toEqual([...made.keys()].sort());
});

test.each([...made])('dist/%s is what the code makes', (path, text) => {
  expect(readFileSync(join('dist', path), 'utf8'), refresh).toBe(text);
});

test.each(readEnvironments('environments').map(({ environment }) => environment))(
  'dist/%s is loaded by Prometheus and Alertmanager',
  async (environment) => {
    const rules = await tool('promtool', ['check', 'rules', `dist/${environment}/prometheus/rules.yaml`]);
    expect(rules, rules.output).toMatchObject({ code: 0 });
    const routing = await tool('amtool', [
      'check-config',
      `dist/${environment}/alertmanager/alertmanager.yaml`,
    ]);
    expect(routing, routing.output).toMatchObject({ code: 0 });
  },
);
