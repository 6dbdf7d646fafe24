import { parseDocument } from 'yaml';
import type { Manifest } from '../../model/manifest.ts';
import { durationPattern, durationSeconds } from '../../promql/duration.ts';
import { oneOf, show } from '../../schemas/show.ts';
import type { Finding, ManifestCheck, Manifests } from './check.ts';
import { hostsIn } from './objects/hosts.ts';
import { allPods, objectsOf } from './objects/inventory.ts';
import { mountedFiles } from './objects/mounted-files.ts';
import { at } from './objects/pods.ts';
import { podsBehind, serviceOf } from './objects/services.ts';

/** The blackbox exporter ends a probe this long before Prometheus gives up, in seconds. */
const offset = 0.5;

interface Module {
  readonly timeout?: string;
}

/** A probe asks for a module that its prober has, and waits for as long as the module may take. */
export const probeModuleExists: ManifestCheck = (manifests) =>
  objectsOf(manifests, 'Probe').flatMap((probe) => {
    const modules = modulesOf(probe, manifests);
    return modules === undefined
      ? [finding(probe, 'spec.prober.url', 'Leads to no pods whose configuration is made here.')]
      : judge(probe, modules);
  });

const finding = (manifest: Manifest, field: string, message: string): Finding => ({
  manifest,
  field,
  message,
});

/** Modules in the file that the prober's pods read. */
function modulesOf(probe: Manifest, manifests: Manifests): Readonly<Record<string, Module>> | undefined {
  const [host] = hostsIn(String(at(probe.object, 'spec', 'prober', 'url')));
  const service = host && serviceOf(manifests, host);
  if (service === undefined) return undefined;
  const texts = podsBehind(service, allPods(manifests))
    .flatMap((pods) => mountedFiles(pods))
    .map(({ source, key }) => {
      const map = objectsOf(manifests, 'ConfigMap').find(
        ({ object: { metadata } }) =>
          metadata.name === source.name && metadata.namespace === service.object.metadata.namespace,
      );
      return key === undefined ? undefined : at(map?.object, 'data', key);
    });
  const text = texts.find((one) => typeof one === 'string');
  const modules: unknown = text === undefined ? undefined : at(parseDocument(text).toJS(), 'modules');
  return modules as Readonly<Record<string, Module>> | undefined;
}

function judge(probe: Manifest, modules: Readonly<Record<string, Module>>): Finding[] {
  const { module: name = 'http_2xx', scrapeTimeout } = probe.object.spec as {
    module?: string;
    scrapeTimeout?: string;
  };
  const module = modules[name];
  if (module === undefined) {
    const message = `Must be a module of the prober, ${oneOf(Object.keys(modules))}, got ${show(name)}.`;
    return [finding(probe, 'spec.module', message)];
  }
  const { timeout = '0s' } = module;
  if (scrapeTimeout === undefined || ![timeout, scrapeTimeout].every((one) => durationPattern.test(one)))
    return [];
  if (durationSeconds(scrapeTimeout) >= durationSeconds(timeout) + offset) return [];
  const message = `Must be ${String(offset)} s or more above the ${timeout} that module ${show(name)} may take, got ${scrapeTimeout}: the prober would be cut off.`;
  return [finding(probe, 'spec.scrapeTimeout', message)];
}
