import type { Chart } from 'cdk8s';
import { ArgoApplication } from '../constructs/argo-application.ts';
import { ArgoProject, type GroupKind } from '../constructs/argo-project.ts';
import type { KubernetesObject } from '../model/manifest.ts';
import type { Settings } from '../settings/schema.ts';

/** The project and the Application of one environment, which may make exactly the kinds that its manifests are of. */
export function argo(chart: Chart, settings: Settings, objects: readonly KubernetesObject[]): void {
  const { environment, gitOps, monitoring } = settings;
  if (gitOps === undefined) return;
  const { namespace, repository, revision, cluster } = gitOps;
  const name = `fraiseql-monitoring-${environment}`;
  const inNamespaces = objects.filter(({ metadata }) => metadata.namespace !== undefined);
  new ArgoProject(chart, 'Project', {
    namespace,
    name,
    description: `Monitoring of FraiseQL, ${environment}`,
    repository,
    cluster,
    namespaces: [...new Set(inNamespaces.map(({ metadata }) => metadata.namespace ?? ''))].sort(),
    clusterKinds: kindsOf(objects.filter((object) => !inNamespaces.includes(object))),
    namespacedKinds: kindsOf(inNamespaces),
  });
  new ArgoApplication(chart, 'Application', {
    namespace,
    name,
    repository,
    revision,
    folder: `dist/${environment}/manifests`,
    cluster,
    targetNamespace: monitoring.namespace,
  });
}

function kindsOf(objects: readonly KubernetesObject[]): GroupKind[] {
  const keys = new Set(objects.map(({ apiVersion, kind }) => `${groupOf(apiVersion)}/${kind}`));
  return [...keys].sort().map((key) => {
    const [group = '', kind = ''] = key.split('/');
    return { group, kind };
  });
}

const groupOf = (apiVersion: string): string =>
  apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '';
