import { describe, expect, test } from 'vitest';
import { boards } from '../../dashboards/index.ts';
import { makeEnvironment } from '../../src/stack.ts';
import { production, withSettings } from '../good.ts';

const uids = boards.map(({ uid }) => uid);

/** What brings dashboards to Grafana, where some settings of it are changed. */
function delivered(changes: Readonly<Record<string, unknown>> = {}) {
  const { manifests, problems, files } = makeEnvironment(withSettings(production, changes));
  expect(problems).toEqual([]);
  const objects = manifests
    .filter(({ file }) => file === 'manifests/dashboards.k8s.yaml')
    .map(({ object }) => object);
  return {
    files: [...files.keys()].filter((path) => path.startsWith('production/grafana/')),
    configMaps: objects.filter(({ kind }) => kind === 'ConfigMap'),
    dashboards: objects.filter(({ kind }) => kind === 'GrafanaDashboard'),
  };
}

test('each dashboard is a file that Grafana imports, the very text that is delivered', () => {
  const { files } = makeEnvironment(production);
  const { configMaps } = delivered();
  for (const [at, uid] of uids.entries()) {
    const json = files.get(`production/grafana/${uid}.json`);
    expect(configMaps[at]?.data).toEqual({ [`${uid}.json`]: json });
  }
});

describe('without further ado', () => {
  test('each is a ConfigMap that the sidecar finds, in the folder of the service', () => {
    const { configMaps, dashboards } = delivered();
    expect(configMaps.map(({ metadata }) => metadata.name)).toEqual(uids.map((uid) => `grafana-${uid}`));
    expect(dashboards).toEqual([]);
    expect(configMaps[0]?.metadata).toMatchObject({
      namespace: 'monitoring',
      labels: { grafana_dashboard: '1' },
      annotations: {
        grafana_folder: 'FraiseQL',
        'argocd.argoproj.io/sync-options': 'ServerSideApply=true',
        'argocd.argoproj.io/sync-wave': '-10',
      },
    });
  });

  test('label, annotation, folder and namespace are as the settings say', () => {
    const { configMaps } = delivered({
      'grafana.label': { key: 'dashboards.example.com/find', value: 'yes' },
      'grafana.folderAnnotation': 'k8s-sidecar-target-directory',
      'grafana.folder': 'Shop floor',
      'grafana.namespace': 'grafana',
    });
    expect(configMaps[0]?.metadata).toMatchObject({
      namespace: 'grafana',
      labels: { 'dashboards.example.com/find': 'yes' },
      annotations: { 'k8s-sidecar-target-directory': 'Shop floor' },
    });
  });
});

test('the Grafana Operator is told of ConfigMaps that the sidecar does not find', () => {
  const { configMaps, dashboards } = delivered({ 'grafana.delivery': 'operator' });
  expect(configMaps.map(({ metadata }) => metadata.labels?.grafana_dashboard)).toEqual(
    uids.map(() => undefined),
  );
  expect(configMaps[0]?.metadata.annotations).not.toHaveProperty('grafana_folder');
  expect(dashboards.map(({ metadata }) => metadata.name)).toEqual(uids);
  expect(dashboards[0]?.spec).toEqual({
    instanceSelector: { matchLabels: { dashboards: 'grafana' } },
    allowCrossNamespaceImport: true,
    folder: 'FraiseQL',
    configMapRef: { name: `grafana-${uids[0] ?? ''}`, key: `${uids[0] ?? ''}.json` },
    resyncPeriod: '10m0s',
  });
});

test('where another environment brings them, nothing is applied, and the files are there all the same', () => {
  const { files, configMaps, dashboards } = delivered({ 'grafana.delivery': 'none' });
  expect([...configMaps, ...dashboards]).toEqual([]);
  expect(files).toHaveLength(uids.length);
});

test('a namespace that is neither ours nor named otherwise is a prerequisite', () => {
  const page = (changes: Readonly<Record<string, unknown>>) =>
    makeEnvironment(withSettings(production, changes)).files.get('production/system.md');
  expect(page({ 'grafana.namespace': 'boards' })).toMatch(
    /Namespace `boards` .* where Grafana looks for dashboards/,
  );
  expect(page({})).not.toContain('where Grafana looks for dashboards');
});

test('alerts link to their dashboard, with the data source where that is said', () => {
  const url = (changes: Readonly<Record<string, unknown>>) =>
    makeEnvironment(withSettings(production, changes)).alerts.alerts[0]?.rule.annotations.dashboard_url;
  expect(url({})).toBe('https://grafana.fraiseql.com/d/fraiseql-production-health');
  expect(url({ 'grafana.dataSource': 'Prometheus 1' })).toBe(
    'https://grafana.fraiseql.com/d/fraiseql-production-health?var-datasource=Prometheus%201',
  );
});
