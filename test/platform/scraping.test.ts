import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { blackboxConfig } from '../../src/model/blackbox.ts';
import { jobs } from '../../src/model/jobs.ts';
import { toYaml } from '../../src/output/yaml.ts';
import { prerequisites } from '../../src/platform/prerequisites.ts';
import { makeEnvironment } from '../../src/stack.ts';
import { production, withSettings } from '../good.ts';
import { discovered, servicesOf } from './discovery.ts';
import { scrapeConfigs } from './operator.ts';
import { Stage } from './stage.ts';

const healthy = '{"status":"healthy","version":"2.0.0"}';
const degraded = '{"status":"degraded","version":"2.0.0"}';

/** What any target says: enough to see what is stored of it. */
const metrics = `fraiseql_uptime_seconds 1
kube_cronjob_created{namespace="fraiseql",cronjob="fraiseql-backup"} 1
container_memory_working_set_bytes{namespace="fraiseql",pod="fraiseql-api-0",container="api"} 1
container_memory_working_set_bytes{namespace="other",pod="other-0",container="other"} 1
machine_cpu_cores 8
`;

describe('the scrape configuration of production, run by a real Prometheus', () => {
  const stage = new Stage();
  beforeAll(async () => {
    const { plain, tls, certificate } = await stage.world();
    const port = tls.split(':')[1] ?? '';
    const settings = withSettings(production, {
      probes: {
        'api-health': { url: `https://localhost:${port}/health`, expects: 'health' },
        website: { url: `https://localhost:${port}/website`, expects: 'success' },
        plain: { url: `http://localhost:${plain.split(':')[1] ?? ''}/health`, expects: 'health' },
      },
    });
    const { manifests } = makeEnvironment(settings);
    stage.answers.set('/metrics', { status: 200, body: metrics });
    stage.answers.set('/metrics/cadvisor', { status: 200, body: metrics });
    stage.answers.set('/health', { status: 200, body: healthy });
    stage.answers.set('/website', { status: 200, body: '' });
    const prober = await stage.blackbox(toYaml(blackboxConfig), certificate);
    const services = servicesOf(manifests, prerequisites(settings, ''));
    const configs = discovered(scrapeConfigs(manifests), services, ({ scheme }) =>
      scheme === 'https' ? tls : plain,
    );
    const inCluster = `${jobs.blackboxExporter}.monitoring.svc:9115`;
    await stage.scrape(JSON.parse(JSON.stringify(configs).replaceAll(inCluster, prober)) as typeof configs);
    await stage.until('count(up == 1)', '18');
  }, 60_000);
  afterAll(() => stage.stop());

  test('finds each job once, under the name that alerts ask for', async () => {
    const up = await stage.query('count by (job) (up)');
    expect(Object.fromEntries(up.map(({ metric, value }) => [metric.job, value[1]]))).toEqual({
      fraiseql: '1',
      'fraiseql-alertmanager': '2',
      'fraiseql-blackbox-exporter': '1',
      'fraiseql-kube-state-metrics': '2',
      'fraiseql-postgres-exporter': '1',
      'fraiseql-probes': '3',
      'fraiseql-prometheus': '3',
      'fraiseql-thanos-compact': '1',
      'fraiseql-thanos-query': '1',
      'fraiseql-thanos-store': '1',
      kubelet: '2',
    });
  });

  test('gives the service the labels that its alerts select by', async () => {
    const [service] = await stage.query('fraiseql_uptime_seconds{job="fraiseql"}');
    expect(service?.metric).toMatchObject({
      namespace: 'fraiseql',
      service: 'fraiseql-api',
      pod: 'fraiseql-api-0',
    });
  });

  test('keeps the labels of those that kube-state-metrics and the kubelet tell of', async () => {
    const [cronJob] = await stage.query(
      `kube_cronjob_created{job="${jobs.kubeStateMetrics}",endpoint="http"}`,
    );
    expect(cronJob?.metric).toMatchObject({ namespace: 'fraiseql', cronjob: 'fraiseql-backup' });
    const [memory] = await stage.query('container_memory_working_set_bytes{job="kubelet"}');
    expect(memory?.metric).toMatchObject({ namespace: 'fraiseql', pod: 'fraiseql-api-0', container: 'api' });
  });

  test("stores of the kubelets the series that alerts read, and no other namespace's", async () => {
    const stored = await stage.query(
      'count by (__name__, namespace) ({job="kubelet",__name__!~"up|scrape_.*"})',
    );
    expect(stored.map(({ metric }) => metric)).toEqual([
      { __name__: 'container_memory_working_set_bytes', namespace: 'fraiseql' },
    ]);
  });

  test('marks each probe by its name, and tells when its certificate ends', async () => {
    await stage.until('probe_success{probe="api-health"}', '1');
    const [ends] = await stage.query('(probe_ssl_earliest_cert_expiry{probe="api-health"} - time()) / 86400');
    expect(Number(ends?.value[1])).toBeGreaterThan(29);
  });

  test.each([
    {
      sees: 'a degraded service, which does answer, as up',
      path: '/health',
      status: 503,
      body: degraded,
      value: '1',
    },
    {
      sees: 'a load balancer that found no service as down',
      path: '/health',
      status: 503,
      body: 'no healthy upstream',
      value: '0',
    },
    {
      sees: 'a page that is not the health page as down',
      path: '/health',
      status: 200,
      body: '<html>',
      value: '0',
    },
    { sees: 'an error as down', path: '/health', status: 500, body: healthy, value: '0' },
    {
      sees: 'a redirect of a page that must answer as down',
      path: '/website',
      status: 302,
      body: '',
      value: '0',
    },
    { sees: 'a page that answers as up', path: '/website', status: 204, body: '', value: '1' },
  ])('sees $sees', async ({ path, status, body, value }) => {
    stage.answers.set(path, { status: value === '1' ? 500 : 200, body: value === '1' ? '' : healthy });
    const probe = path === '/health' ? 'api-health' : 'website';
    await stage.until(`probe_success{probe="${probe}"}`, value === '1' ? '0' : '1');
    stage.answers.set(path, { status, body });
    await stage.until(`probe_success{probe="${probe}"}`, value);
  });

  test('sees an answer without TLS as down', async () => {
    stage.answers.set('/health', { status: 200, body: healthy });
    await stage.until('probe_success{probe="api-health"}', '1');
    await stage.until('probe_success{probe="plain"}', '0');
  });
});
