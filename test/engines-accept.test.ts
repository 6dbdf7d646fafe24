import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { objectives } from '../alerts/slos.ts';
import { writeFiles } from '../src/output/replace.ts';
import { walk } from '../src/routing/walk.ts';
import { recordingGroups } from '../src/slo/recordings.ts';
import { makeEnvironment } from '../src/stack.ts';
import { tool } from './tool.ts';
import { variants } from './variants.ts';

/** What amtool has answered, by the routes and the labels that it was asked about. */
const answered = new Map<string, string>();

describe.each(variants)('%s', (_, settings) => {
  const environment = makeEnvironment(settings);
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'environment-'));
    writeFiles(folder, environment.files);
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  test('passes every check', () => {
    expect(environment.problems).toEqual([]);
  });

  test('has rules that Prometheus loads', async () => {
    const answer = await tool('promtool', [
      'check',
      'rules',
      '--lint-fatal',
      join(folder, settings.environment, 'prometheus/rules.yaml'),
    ]);
    expect(answer).toMatchObject({ code: 0 });
    const recorded = recordingGroups(objectives, settings).flatMap(({ rules }) => rules);
    const all = environment.alerts.alerts.length + recorded.length;
    expect(answer.output).toContain(`${String(all)} rules found`);
  });

  test('has no number with float noise', () => {
    expect(environment.files.get(`${settings.environment}/prometheus/rules.yaml`)).not.toMatch(/\d\.\d{7,}/);
  });

  test('has routing and templates that Alertmanager loads', async () => {
    const answer = await tool('amtool', [
      'check-config',
      join(folder, settings.environment, 'alertmanager/alertmanager.yaml'),
    ]);
    expect(answer).toMatchObject({ code: 0 });
    expect(answer.output).toContain('2 templates');
  });

  test('is routed by amtool as the proof of the routes assumes', async () => {
    const config = `--config.file=${join(folder, settings.environment, 'alertmanager/alertmanager.yaml')}`;
    for (const { rule } of environment.alerts.alerts) {
      const labels = { ...rule.labels, alertname: rule.alert };
      const pairs = Object.entries(labels).map(([name, value]) => `${name}=${value}`);
      // Most variants have one routing: amtool is asked once for each alert of it.
      const question = JSON.stringify([environment.routing.route, pairs]);
      const answer =
        answered.get(question) ??
        (await tool('amtool', ['config', 'routes', 'test', config, ...pairs])).stdout.trim();
      answered.set(question, answer);
      const receivers = walk(environment.routing.route, labels).map(({ receiver }) => receiver);
      expect(answer, rule.alert).toBe(receivers.join(','));
    }
  });

  test('sends an alert of somebody else, whose severity is none of ours, to the tickets', async () => {
    const config = `--config.file=${join(folder, settings.environment, 'alertmanager/alertmanager.yaml')}`;
    const { stdout } = await tool('amtool', [
      'config',
      'routes',
      'test',
      config,
      'severity=warning',
      'alertname=Other',
    ]);
    expect(stdout.trim()).toBe('ticket');
  });
});
