import { alternatives, type LabelMatcher, selectorsIn } from '../../promql/matchers.ts';
import { nodes, parsePromql } from '../../promql/syntax.ts';
import type { Manifest } from '../../model/manifest.ts';
import type { ManifestCheck, Manifests } from './check.ts';
import { allPods, objectsOf } from './objects/inventory.ts';
import { endpointsOf, isOfKubelet, type MetricRelabeling } from './objects/monitors.ts';
import { rulesOf } from './objects/rules.ts';
import { stateMetricsOf } from './objects/state-metrics.ts';

/** What rules ask of kube-state-metrics and of kubelets is let through: lists of what is exported leave out all else. */
export const seriesAreExported: ManifestCheck = (manifests) => {
  // A shared Prometheus has exporters of its own.
  if (objectsOf(manifests, 'Prometheus').length === 0) return [];
  const exporters = exportersOf(manifests);
  return rulesOf(manifests).flatMap(({ manifest, field, expr }) =>
    [...new Set(askedIn(expr).flatMap((asked) => unexported(asked, exporters)))].map((what) => ({
      manifest,
      field,
      message: `Asks for ${what}: the expression never finds anything.`,
    })),
  );
};

/** One series by name, and the namespace that it must have. */
interface Asked {
  readonly name: string;
  /** @default - any */
  readonly namespace: string | undefined;
}

interface Exporter {
  readonly name: string;
  readonly prefix: RegExp;
  readonly exports: (asked: Asked) => boolean;
}

function askedIn(expr: string): Asked[] {
  const { root, text } = parsePromql(expr);
  const matchers = selectorsIn(expr);
  return nodes(root, 'VectorSelector').flatMap((selector, index) => {
    const identifier = selector.getChild('Identifier');
    if (identifier === null) return [];
    const namespaces = namespacesIn(matchers[index] ?? []);
    return namespaces.map((namespace) => ({ name: text(identifier), namespace }));
  });
}

function namespacesIn(matchers: readonly LabelMatcher[]): (string | undefined)[] {
  const named = matchers.filter(({ label }) => label === 'namespace').flatMap(alternatives);
  return named.length === 0 ? [undefined] : named;
}

const unexported = (asked: Asked, exporters: readonly Exporter[]): string[] =>
  exporters
    .filter(({ prefix, exports }) => prefix.test(asked.name) && !exports(asked))
    .map(({ name }) => {
      const where = asked.namespace === undefined ? '' : ` of ${asked.namespace}`;
      return `${asked.name}${where}, which ${name} does not export`;
    });

function exportersOf(manifests: Manifests): Exporter[] {
  const state = allPods(manifests).flatMap(stateMetricsOf);
  const endpoints = objectsOf(manifests, 'ServiceMonitor').filter(isOfKubelet).flatMap(endpointsOf);
  const namespaces = namespacesWatched(state, manifests);
  return [
    {
      name: 'kube-state-metrics',
      prefix: /^kube_/,
      exports: ({ name, namespace }) =>
        state.some(
          ({ allowed, namespaces: watched }) =>
            (allowed === undefined || allowed.some((pattern) => matches(pattern, name))) &&
            (namespace === undefined || watched === undefined || watched.includes(namespace)),
        ),
    },
    {
      name: 'the monitor of kubelets',
      prefix: /^(kubelet|container)_/,
      exports: ({ name, namespace }) =>
        (namespace === undefined ? namespaces : [namespace]).some((one) =>
          endpoints.some(({ metricRelabelings = [] }) =>
            metricRelabelings.every((relabeling) => keeps(relabeling, name, one)),
          ),
        ),
    },
  ];
}

/** Namespaces that series without one in the rule may be of. */
const namespacesWatched = (
  state: readonly { readonly namespaces: readonly string[] | undefined }[],
  { all, prerequisites }: Manifests,
): string[] => [
  ...state.flatMap(({ namespaces }) => namespaces ?? []),
  ...prerequisites.filter(({ kind }) => kind === 'Namespace').map(({ name }) => name),
  ...all.flatMap(({ object: { metadata } }: Manifest) => metadata.namespace ?? []),
];

/** Whether a series gets through: rules about labels that nobody knows here take nothing away. */
function keeps(relabeling: MetricRelabeling, name: string, namespace: string): boolean {
  const { action = 'replace', sourceLabels = [], separator = ';', regex = '(.*)' } = relabeling;
  const known: Readonly<Record<string, string>> = { __name__: name, namespace };
  if (!['keep', 'drop'].includes(action) || !sourceLabels.every((label) => Object.hasOwn(known, label)))
    return true;
  const value = sourceLabels.map((label) => known[label] ?? '').join(separator);
  return matches(regex, value) === (action === 'keep');
}

function matches(pattern: string, value: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`).test(value);
  } catch {
    return pattern === value;
  }
}
