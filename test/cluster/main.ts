import { isDeepStrictEqual } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { load } from 'js-yaml';
import { toYaml } from '../../src/output/yaml.ts';
import type { Manifest } from '../../src/model/manifest.ts';
import type { Settings } from '../../src/settings/schema.ts';
import { makeEnvironment } from '../../src/stack.ts';
import { withSettings } from '../good.ts';
import { scrapeConfigs, type ScrapeConfig } from '../platform/operator.ts';
import { variants } from '../variants.ts';
import { Cluster } from './cluster.ts';
import { tryProbes } from './probes.ts';

/** What the API server says of the only pods that read their nodes: these rights, and no others. */
const readsNodes =
  /^Warning: would violate PodSecurity "restricted:latest": restricted volume types \(volumes "pod-logs", "(registry|state)" use restricted volume type "hostPath"\), runAsNonRoot != true \(pod and container "fraiseql-(filebeat|log-archive)" [^()]*\), runAsUser=0 \(pod and container "fraiseql-(filebeat|log-archive)" [^()]*\)$/;

/**
 * Applies every variant of the settings to a real API server with strict validation and Pod Security "restricted", has the real
 * Prometheus Operator make its pods, tries each pod, and compares the scrape configuration that the operator wrote with the one that the
 * tests run. Deployments of others get our probes. An argument picks variants by a part of their name.
 */
const cluster = new Cluster();
let faults = 0;
try {
  console.log('Starting etcd and an API server …');
  await cluster.start();
  const version = await cluster.version();
  console.log(`The API server says that it is ${version}.`);
  if (!/^v1\.\d+\.\d+$/.test(version))
    throw new Error('The operator cannot read that version. Remove .cluster/bin and build anew.');
  const probes = await tryProbes(cluster);
  faults += probes.length;
  console.log(
    `${probes.length === 0 ? 'ok  ' : 'FAIL'} probes for the Deployments of others, by kubectl and by Kustomize`,
  );
  for (const fault of probes) console.log(`     ${fault}`);
  await cluster.operate();
  const wanted = process.argv[2] ?? '';
  for (const [at, [name, settings]] of variants.entries()) {
    if (!name.includes(wanted)) continue;
    const said = await tryVariant(
      withSettings(settings, { 'monitoring.namespace': `variant-${String(at)}` }),
    );
    faults += said.faults.length;
    console.log(`${said.faults.length === 0 ? 'ok  ' : 'FAIL'} ${name}: ${said.summary}`);
    for (const fault of said.faults) console.log(`     ${fault}`);
  }
} finally {
  await cluster.stop();
}
console.log(faults === 0 ? '\nNo faults.' : `\n${String(faults)} faults.`);
process.exitCode = faults === 0 ? 0 : 1;

interface Said {
  readonly summary: string;
  readonly faults: readonly string[];
}

async function tryVariant(settings: Settings): Promise<Said> {
  const { manifests } = makeEnvironment(settings);
  const { namespace } = settings.monitoring;
  for (const one of new Set(manifests.map(({ object }) => object.metadata.namespace ?? namespace))) {
    await cluster.kubectl('create', 'namespace', one);
    if (one === namespace) await restrict(one);
  }
  // As Argo CD does before it makes a hook anew: a Job cannot be changed.
  if (settings.logs) await cluster.kubectl('delete', 'job', '--all', '-n', settings.logs.namespace);
  const file = cluster.file(`${namespace}.yaml`, manifests.map(({ object }) => toYaml(object)).join('---\n'));
  const applied = await cluster.kubectl(
    'apply',
    '--server-side',
    '--force-conflicts',
    '--validate=strict',
    '-f',
    file,
  );
  const accepted = applied.output.split('\n').filter((line) => line.endsWith('serverside-applied')).length;
  const refused = applied.output
    .split('\n')
    .filter((line) => line !== '' && !line.endsWith('serverside-applied') && !readsNodes.test(line));
  const warned = applied.output.split('\n').filter((line) => readsNodes.test(line)).length;
  const reconciled = await waitForOperator(manifests, namespace);
  const pods = await tryPods(namespace);
  const readers = [settings.logs, settings.logs?.archive].filter((one) => one !== undefined).length;
  const logs = settings.logs ? await tryPods(settings.logs.namespace) : { tried: 0, faults: [] };
  const scraping = settings.platform.kind === 'own' ? await compareScraping(manifests, namespace) : [];
  return {
    summary: `${String(accepted)} of ${String(manifests.length)} objects accepted, ${String(pods.tried + logs.tried)} kinds of pods admitted`,
    faults: [
      ...refused,
      ...(warned === readers ? [] : [`${String(warned)} warnings of Pod Security`]),
      ...reconciled,
      ...pods.faults,
      ...logs.faults,
      ...scraping,
    ],
  };
}

/** A shared namespace is not ours to restrict, but our pods must pass there too. */
function restrict(namespace: string) {
  const label = 'pod-security.kubernetes.io/enforce=restricted';
  return cluster.kubectl('label', 'namespace', namespace, label);
}

/** Waits until the operator says of each of its objects that it made what it stands for. */
async function waitForOperator(manifests: readonly Manifest[], namespace: string): Promise<string[]> {
  const kinds = ['Prometheus', 'Alertmanager', 'ThanosRuler'];
  const names = manifests
    .filter(({ object }) => kinds.includes(object.kind))
    .map(({ object }) => object.kind);
  const path = '{.status.conditions[?(@.type=="Reconciled")].status}';
  const reconciled = async (kind: string) =>
    (await cluster.kubectl('get', '-n', namespace, kind.toLowerCase(), 'fraiseql', '-o', `jsonpath=${path}`))
      .stdout === 'True';
  const late = await Promise.all(
    names.map(async (kind) => ((await cluster.until(() => reconciled(kind))) ? [] : [kind])),
  );
  return late.flat().map((kind) => `${kind} is not reconciled by the operator`);
}

interface PodTemplate {
  readonly metadata: { readonly labels: object };
  readonly spec: { readonly volumes?: object[] };
}

interface Template {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly template?: PodTemplate;
    /** Of a CronJob. */
    readonly jobTemplate?: { readonly spec: { readonly template: PodTemplate } };
    readonly volumeClaimTemplates?: readonly { readonly metadata: { readonly name: string } }[];
  };
}

/** Has the API server judge a pod of every template, as if it were made. */
async function tryPods(namespace: string): Promise<{ tried: number; faults: string[] }> {
  const { stdout } = await cluster.kubectl(
    'get',
    '-n',
    namespace,
    'deployments,statefulsets,daemonsets,cronjobs',
    '-o',
    'json',
  );
  const { items } = JSON.parse(stdout) as { items: Template[] };
  const file = cluster.file(
    `${namespace}-pods.json`,
    JSON.stringify({ apiVersion: 'v1', kind: 'List', items: items.map(podOf) }),
  );
  const answer = await cluster.kubectl('create', '-n', namespace, '--dry-run=server', '-f', file);
  const lines = answer.output.split('\n').filter((line) => line !== '');
  // The operator gives an init container and a container of one pod ports of one name; we refer to them by number.
  const faults = lines.filter(
    (line) =>
      !line.endsWith('created (server dry run)') &&
      !line.includes('duplicate port name "reloader-web"') &&
      !readsNodes.test(line),
  );
  if (items.length === 0) faults.push('no pods were tried');
  return { tried: items.length, faults };
}

function podOf({ kind, metadata, spec }: Template) {
  const { template = spec.jobTemplate?.spec.template, volumeClaimTemplates = [] } = spec;
  if (template === undefined) throw new Error(`${kind} ${metadata.name} has no template of a pod.`);
  const claimed = volumeClaimTemplates.map(({ metadata: { name } }) => ({
    name,
    persistentVolumeClaim: { claimName: name },
  }));
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: `${kind.toLowerCase()}-${metadata.name}`, labels: template.metadata.labels },
    spec: { ...template.spec, volumes: [...(template.spec.volumes ?? []), ...claimed] },
  };
}

/** Compares the operator's scrape configurations with those that the tests make of the same objects. */
async function compareScraping(manifests: readonly Manifest[], namespace: string): Promise<string[]> {
  const made = JSON.parse(JSON.stringify(scrapeConfigs(manifests))) as ScrapeConfig[];
  let real: readonly ScrapeConfig[] = [];
  const agree = async () => {
    real = await operatorsScraping(namespace);
    return (
      real.length === made.length &&
      made.every((config) => real.some((other) => isDeepStrictEqual(config, other)))
    );
  };
  if (await cluster.until(agree)) return [];
  const lacking = (some: readonly ScrapeConfig[], all: readonly ScrapeConfig[]) =>
    some.filter((config) => !all.some((other) => isDeepStrictEqual(config, other)));
  return [
    ...lacking(real, made).map(
      (config) => `test/platform/operator.ts does not say what the operator says: ${JSON.stringify(config)}`,
    ),
    ...lacking(made, real).map(
      ({ job_name }) => `the operator does not scrape ${job_name} as test/platform/operator.ts says`,
    ),
  ];
}

async function operatorsScraping(namespace: string): Promise<readonly ScrapeConfig[]> {
  const path = 'jsonpath={.data.prometheus\\.yaml\\.gz}';
  const { stdout } = await cluster.kubectl(
    'get',
    '-n',
    namespace,
    'secret',
    'prometheus-fraiseql',
    '-o',
    path,
  );
  if (stdout === '') return [];
  const text = gunzipSync(Buffer.from(stdout, 'base64')).toString();
  return (load(text) as { scrape_configs?: ScrapeConfig[] }).scrape_configs ?? [];
}
