import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import type { CustomGroup } from '../src/schemas/kinds.ts';
import type { Crd } from './crd.ts';
import type { Definitions } from './schema.ts';

/** Folder into which `update.sh` has unpacked the sources. */
const [folder = '.'] = process.argv.slice(2);

/** What names of modules begin with in each group of custom resources that kubernetes-models has. */
export const prefixes: Readonly<Partial<Record<CustomGroup, string>>> = {
  'argoproj.io': 'ComGithubArgoprojArgoCdV3PkgApisApplicationV1alpha1',
  'external-secrets.io': 'ComGithubExternalSecretsExternalSecretsApisExternalsecretsV1',
  'monitoring.coreos.com': 'ComGithubPrometheusOperatorPrometheusOperatorPkgApisMonitoringV1',
};

/** All definitions of a version of Kubernetes. */
export function readDefinitions(version: string): Definitions {
  const schemas = join(folder, 'kubernetes-validate/kubernetes_validate/kubernetes-json-schema');
  const text = readFileSync(join(schemas, `v${version}.0-local-strict/_definitions.json`), 'utf8');
  return (JSON.parse(text) as { readonly $defs: Definitions }).$defs;
}

/** Validators of a package, by module's name in lower case. */
export function readModules(name: string): ReadonlyMap<string, () => string> {
  const modules = join(folder, name, '_schemas');
  return new Map(
    readdirSync(modules)
      .filter((file) => file.endsWith('.js'))
      .map((file) => [
        file.slice(0, -'.js'.length).toLowerCase(),
        () => readFileSync(join(modules, file), 'utf8'),
      ]),
  );
}

/** Definitions of custom resources of a group that kubernetes-models does not have, as they are installed. */
export function readCrds(group: CustomGroup): Crd[] {
  const files = join(folder, group);
  return readdirSync(files)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => load(readFileSync(join(files, file), 'utf8')) as Crd);
}
