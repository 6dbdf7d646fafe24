import { probePatch } from '../constructs/probe-patch.ts';
import { metricsPort } from '../metrics/port.ts';
import type { Files } from '../output/replace.ts';
import { toYamlFile } from '../output/yaml.ts';
import { podProbesOf } from '../settings/pod-probes.ts';
import type { Settings } from '../settings/schema.ts';

/**
 * Probes for the replicas of the service, whose Deployment belongs to somebody else: a patch, and a Kustomize component that applies it. They stand
 * beside the manifests and not among them, so that Argo CD does not apply them by itself.
 */
export function probePatchFiles(settings: Settings): Files {
  const { service, metrics, environment } = settings;
  const { container = service.name, port = metricsPort[metrics.binding] } = service.podProbes;
  const { namespace, name: deployment } = service;
  const patch = probePatch({ namespace, deployment, container, port, probes: podProbesOf(settings) });
  const component = {
    apiVersion: 'kustomize.config.k8s.io/v1alpha1',
    kind: 'Component',
    patches: [{ path: 'patch.yaml' }],
  };
  const source = `environments/${environment}.yaml: docs/probes.md says how to try it and where it goes`;
  return new Map([
    [`${environment}/probes/patch.yaml`, toYamlFile([patch], source)],
    [`${environment}/probes/kustomization.yaml`, toYamlFile([component], source)],
  ]);
}
