import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { listFiles } from '../../src/output/replace.ts';
import { makeEnvironment } from '../../src/stack.ts';
import { production, staging } from '../good.ts';
import { tool } from '../tool.ts';
import { differences } from './differences.ts';

/** Where staging is not as production, by the setting that says so. */
const bySetting: Readonly<Record<string, readonly string[]>> = {
  environment: [
    'AppProject fraiseql-monitoring-production added',
    'AppProject fraiseql-monitoring-staging missing',
    'Application fraiseql-monitoring-production added',
    'Application fraiseql-monitoring-staging missing',
    'Prometheus fraiseql.spec.externalLabels.environment',
  ],
  'environment, database.pointInTime, platform.longTerm': ['PrometheusRule fraiseql-alerts.spec.groups'],
  // The table of alerts knows those that the environment has.
  'database.pointInTime, platform.longTerm': [
    'ConfigMap grafana-fraiseql-on-call.data.fraiseql-on-call.json',
  ],
  'environment, routing': ['Secret fraiseql-alertmanager-config.stringData.alertmanager.yaml'],
  routing: ['ExternalSecret alertmanager-receivers.spec.data'],
  'secrets.path': ['ExternalSecret fraiseql-database-monitoring.spec.data[].remoteRef.key'],
  probes: ['Probe fraiseql-api-health.spec.targets.staticConfig.static[]'],
  'platform.prometheus': [
    'Prometheus fraiseql.spec.resources.limits.memory',
    'Prometheus fraiseql.spec.resources.requests.memory',
    'Prometheus fraiseql.spec.retentionSize',
    'Prometheus fraiseql.spec.storage.volumeClaimTemplate.spec.resources.requests.storage',
  ],
  'database.pointInTime': ['ConfigMap grafana-fraiseql-database-health.data.fraiseql-database-health.json'],
  'platform.longTerm': [
    'Deployment fraiseql-thanos-query added',
    'ExternalSecret thanos-object-storage added',
    'NetworkPolicy fraiseql-prometheus.spec.egress',
    'NetworkPolicy fraiseql-prometheus.spec.ingress',
    'NetworkPolicy fraiseql-thanos-compact added',
    'NetworkPolicy fraiseql-thanos-query added',
    'NetworkPolicy fraiseql-thanos-store added',
    'PodDisruptionBudget fraiseql-thanos-query added',
    'PodDisruptionBudget fraiseql-thanos-store added',
    'Prometheus fraiseql.spec.thanos',
    'Prometheus fraiseql.spec.volumes',
    'Service fraiseql-prometheus.spec.ports',
    'Service fraiseql-thanos-compact added',
    'Service fraiseql-thanos-query added',
    'Service fraiseql-thanos-store added',
    'ServiceAccount fraiseql-thanos-compact added',
    'ServiceAccount fraiseql-thanos-query added',
    'ServiceAccount fraiseql-thanos-store added',
    'ServiceMonitor fraiseql-prometheus.spec.endpoints',
    'ServiceMonitor fraiseql-thanos-compact added',
    'ServiceMonitor fraiseql-thanos-query added',
    'ServiceMonitor fraiseql-thanos-store added',
    'StatefulSet fraiseql-thanos-compact added',
    'StatefulSet fraiseql-thanos-store added',
  ],
};

test('staging differs from production where the settings say so, and nowhere else', () => {
  const found = differences(makeEnvironment(production).manifests, makeEnvironment(staging).manifests);
  expect(found.sort()).toEqual(Object.values(bySetting).flat().sort());
});

describe('the app', () => {
  const folders: string[] = [];
  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true });
  });

  /** Runs it in a folder of its own. Returns what it wrote. */
  async function synthIn(name: string, env: NodeJS.ProcessEnv): Promise<[string, string][]> {
    const folder = join(mkdtempSync(join(tmpdir(), 'elsewhere-')), name);
    folders.push(folder);
    mkdirSync(folder);
    cpSync('test/good', join(folder, 'environments'), { recursive: true });
    symlinkSync(resolve('docs'), join(folder, 'docs'));
    const args = ['--import', resolve('node_modules/tsx/dist/loader.mjs'), resolve('src/main.ts')];
    const ran = await tool('node', args, { cwd: folder, env: { PATH: process.env.PATH, ...env } });
    expect(ran, ran.output).toMatchObject({ code: 0 });
    const dist = join(folder, 'dist');
    return listFiles(dist).map((path) => [path, readFileSync(join(dist, path), 'utf8')]);
  }

  test('makes the same bytes under another locale, in another time zone and in another folder', async () => {
    const here = await synthIn('a', { LC_ALL: 'C', TZ: 'UTC' });
    expect(here.length).toBeGreaterThan(20);
    const there = await synthIn('ç und so', { LC_ALL: 'tr_TR.UTF-8', TZ: 'Pacific/Kiritimati' });
    expect(there).toEqual(here);
  });
});
