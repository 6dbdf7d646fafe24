import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { load } from 'js-yaml';
import { at } from '../../src/checks/manifests/objects/pods.ts';
import { probePatchFiles } from '../../src/platform/probe-patch.ts';
import type { Settings } from '../../src/settings/schema.ts';
import { podProbesOf } from '../../src/settings/pod-probes.ts';
import { containerProbes } from '../../src/constructs/pod-probes.ts';
import { production, withSettings } from '../good.ts';
import { asYaml, deployments } from '../platform/api-deployment.ts';
import type { Cluster } from './cluster.ts';

type Fields = Readonly<Record<string, unknown>>;

const bindings: readonly (readonly [settings: Settings, port: number])[] = [
  [production, 9090],
  [withSettings(production, { 'metrics.binding': 'fraiseql-2.15' }), 8815],
];

/**
 * Gives Deployments of others our probes as their owners would: by `kubectl patch`, and by Kustomize, whose result is then applied. The API server says of each
 * what it has then, with its own defaults. Returns what is not as it should be.
 */
export async function tryProbes(cluster: Cluster): Promise<readonly string[]> {
  await cluster.kubectl('create', 'namespace', 'fraiseql');
  const faults: string[] = [];
  for (const [name, deployment] of deployments) {
    for (const [settings, port] of bindings) {
      const wanted = containerProbes(podProbesOf(settings), port);
      for (const [by, patch] of Object.entries({ kubectl, kustomize })) {
        const said = await patch(cluster, deployment, settings);
        const got = await probesOf(cluster);
        if (!isDeepStrictEqual(got, wanted)) faults.push(`${name}, by ${by}: ${said}${JSON.stringify(got)}`);
        await cluster.kubectl('-n', 'fraiseql', 'delete', 'deployment', 'fraiseql-api');
      }
    }
  }
  return faults;
}

async function kubectl(cluster: Cluster, deployment: Fields, settings: Settings): Promise<string> {
  const folder = write(cluster, deployment, settings);
  await cluster.kubectl('apply', '-f', `${folder}/deployment.yaml`);
  const patch = `--patch-file=${folder}/production/probes/patch.yaml`;
  const { output } = await cluster.kubectl('-n', 'fraiseql', 'patch', 'deployment', 'fraiseql-api', patch);
  return output;
}

async function kustomize(cluster: Cluster, deployment: Fields, settings: Settings): Promise<string> {
  const folder = write(cluster, deployment, settings);
  const { output } = await cluster.kubectl('apply', '--server-side', '--validate=strict', '-k', folder);
  return output;
}

/** A folder as that of another repository, with our component in it. */
function write(cluster: Cluster, deployment: Fields, settings: Settings): string {
  const kustomization = { resources: ['deployment.yaml'], components: ['production/probes'] };
  const folder = dirname(cluster.file('kustomization.yaml', asYaml(kustomization)));
  cluster.file('deployment.yaml', asYaml(deployment));
  for (const [path, text] of probePatchFiles(settings)) {
    mkdirSync(dirname(`${folder}/${path}`), { recursive: true });
    writeFileSync(`${folder}/${path}`, text);
  }
  return folder;
}

/** Probes of the container of the service, in a Deployment that has a sidecar. */
async function probesOf(cluster: Cluster) {
  const { stdout } = await cluster.kubectl(
    '-n',
    'fraiseql',
    'get',
    'deployment',
    'fraiseql-api',
    '-o',
    'yaml',
  );
  if (stdout === '') return {};
  const containers = (at(load(stdout), 'spec', 'template', 'spec', 'containers') ?? []) as readonly Fields[];
  const { startupProbe, livenessProbe, readinessProbe } =
    containers.find(({ name }) => name === 'fraiseql-api') ?? {};
  return { startupProbe, livenessProbe, readinessProbe };
}
