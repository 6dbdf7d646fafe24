import type { Manifest } from '../../../model/manifest.ts';
import type { Prerequisite } from '../../../model/prerequisite.ts';
import type { Manifests } from '../check.ts';
import { allPods, labelsOf, objectsOf, prerequisitesOf } from './inventory.ts';
import { at, type Pods } from './pods.ts';
import { takes, type Labels, type Selector } from './selectors.ts';

/** One address that a monitor scrapes of each of its targets. */
export interface Endpoint {
  readonly field: string;
  readonly interval?: string;
  readonly scrapeTimeout?: string;
  /** Name of a port: the Service's, or the pods'. */
  readonly port?: string;
  readonly relabelings?: readonly {
    readonly targetLabel?: string;
    readonly replacement?: string;
    readonly sourceLabels?: readonly string[];
  }[];
  readonly metricRelabelings?: readonly MetricRelabeling[];
}

/** What becomes of the series that were scraped. */
export interface MetricRelabeling {
  readonly action?: string;
  readonly sourceLabels?: readonly string[];
  readonly separator?: string;
  readonly regex?: string;
}

/** What a monitor's selector finds: Services or pods, made here or there before. */
export interface Targets {
  readonly services: readonly Manifest[];
  readonly pods: readonly Pods[];
  readonly prerequisites: readonly Prerequisite[];
}

/** Endpoints of a ServiceMonitor or a PodMonitor. */
export function endpointsOf({ object }: Manifest): Endpoint[] {
  const list = object.kind === 'ServiceMonitor' ? 'endpoints' : 'podMetricsEndpoints';
  const endpoints = (at(object, 'spec', list) ?? []) as readonly Omit<Endpoint, 'field'>[];
  return endpoints.map((endpoint, index) => ({ ...endpoint, field: `spec.${list}[${String(index)}]` }));
}

/** What a ServiceMonitor or a PodMonitor finds. */
export function targetsOf(monitor: Manifest, manifests: Manifests): Targets {
  const selector = at(monitor.object, 'spec', 'selector') as Selector;
  const kind = monitor.object.kind === 'ServiceMonitor' ? 'Service' : 'Pod';
  const isThere = (namespace: string | undefined) => looksIn(monitor, namespace ?? '');
  return {
    services: objectsOf(manifests, 'Service').filter(
      (one) => kind === 'Service' && isThere(one.object.metadata.namespace) && takes(selector, labelsOf(one)),
    ),
    pods: allPods(manifests).filter(
      ({ namespace, labels }) => kind === 'Pod' && isThere(namespace) && takes(selector, labels),
    ),
    prerequisites: prerequisitesOf(manifests, kind).filter(
      ({ namespace, labels }) => labels !== undefined && isThere(namespace) && takes(selector, labels),
    ),
  };
}

/** Namespaces that a monitor looks into: its own, unless it says others. Nothing stands for all of them. */
export function namespacesOf({ object }: Manifest): (string | undefined)[] {
  const selector = (at(object, 'spec', 'namespaceSelector') ?? {}) as {
    readonly any?: boolean;
    readonly matchNames?: readonly string[];
  };
  if (selector.any === true) return [undefined];
  return [...(selector.matchNames ?? [object.metadata.namespace ?? ''])];
}

const looksIn = (monitor: Manifest, namespace: string): boolean =>
  namespacesOf(monitor).some((one) => one === undefined || one === namespace);

/** Whether a monitor scrapes kubelets: the port that the Prometheus Operator gives their Service. */
export const isOfKubelet = (monitor: Manifest): boolean =>
  endpointsOf(monitor).some(({ port }) => port === 'https-metrics');

/** Field by which Prometheus or ThanosRuler selects objects of a kind. */
const selectorFields: Readonly<Record<string, string>> = {
  ServiceMonitor: 'serviceMonitor',
  PodMonitor: 'podMonitor',
  Probe: 'probe',
  PrometheusRule: 'rule',
};

/** Whether a Prometheus or ThanosRuler selects an object: one without a selector selects nothing. */
export function selectsObject({ object }: Manifest, other: Manifest): boolean {
  const field = selectorFields[other.object.kind];
  if (field === undefined) return false;
  const selector = at(object, 'spec', `${field}Selector`) as Selector | undefined;
  const namespaces = at(object, 'spec', `${field}NamespaceSelector`) as Selector | undefined;
  const { namespace } = other.object.metadata;
  const isThere =
    namespaces === undefined
      ? namespace === object.metadata.namespace
      : takes(namespaces, { 'kubernetes.io/metadata.name': namespace ?? '' });
  return selector !== undefined && isThere && takes(selector, labelsOf(other));
}

/** The `job` labels that the series of a monitor or a probe have. */
export function jobsOf(monitor: Manifest, manifests: Manifests): string[] {
  const { kind, metadata, spec } = monitor.object;
  const ownName = `${metadata.namespace ?? ''}/${metadata.name}`;
  if (kind === 'Probe') return [(at(spec, 'jobName') as string | undefined) ?? `probe/${ownName}`];
  const { services, prerequisites } = targetsOf(monitor, manifests);
  const jobLabel = at(spec, 'jobLabel') as string | undefined;
  const named = (name: string, labels: Labels) =>
    jobLabel === undefined ? name : (labels[jobLabel] ?? name);
  const found =
    kind === 'ServiceMonitor'
      ? [
          ...services.map((one) => named(one.object.metadata.name, labelsOf(one))),
          ...prerequisites.map(({ name, labels = {} }) => named(name, labels)),
        ]
      : [ownName];
  return endpointsOf(monitor).flatMap(({ relabelings = [] }) => {
    const set = relabelings.filter(({ targetLabel }) => targetLabel === 'job').at(-1);
    return set?.replacement !== undefined && set.sourceLabels === undefined ? [set.replacement] : found;
  });
}
