import type { Manifest } from '../../src/model/manifest.ts';
import type { Prerequisite } from '../../src/model/prerequisite.ts';
import { sanitized, type ScrapeConfig } from './operator.ts';

type Labels = Readonly<Record<string, string>>;

interface Found {
  readonly namespace: string;
  readonly name: string;
  readonly labels: Labels;
  readonly ports: readonly string[];
}

/**
 * Puts what Kubernetes would discover in the place of its discovery: every Service of the namespaces with every one of its
 * ports, all at one address. Which of them is scraped is left to the relabelling.
 */
export function discovered(
  configs: readonly ScrapeConfig[],
  services: readonly Found[],
  addressOf: (config: ScrapeConfig) => string,
): ScrapeConfig[] {
  return configs.map((config) => {
    const { kubernetes_sd_configs: discovery, ...rest } = config;
    if (discovery === undefined) return config;
    const namespaces = discovery.flatMap(({ namespaces: { names } }) => names);
    const targets = services
      .filter(({ namespace }) => namespaces.includes(namespace))
      .flatMap((service) => service.ports.map((port) => metaLabels(service, port)));
    return {
      ...rest,
      static_configs: targets.map((labels) => ({ targets: [addressOf(config)], labels })),
    };
  });
}

/** Services that are made here, and those that are there already. */
export const servicesOf = (manifests: readonly Manifest[], there: readonly Prerequisite[]): Found[] => [
  ...manifests
    .filter(({ object }) => object.kind === 'Service')
    .map(({ object: { metadata, spec } }) => ({
      namespace: metadata.namespace ?? '',
      name: metadata.name,
      labels: metadata.labels ?? {},
      ports: (spec as { readonly ports: readonly { readonly name: string }[] }).ports.map(({ name }) => name),
    })),
  ...there
    .filter(({ kind }) => kind === 'Service')
    .map(({ namespace = '', name, labels = {}, ports = {} }) => ({
      namespace,
      name,
      labels,
      ports: Array.isArray(ports) ? (ports as string[]) : Object.keys(ports),
    })),
];

function metaLabels({ namespace, name, labels }: Found, port: string): Labels {
  const ofService = Object.entries(labels).flatMap(([key, value]) => [
    [`__meta_kubernetes_service_label_${sanitized(key)}`, value],
    [`__meta_kubernetes_service_labelpresent_${sanitized(key)}`, 'true'],
  ]);
  return {
    ...(Object.fromEntries(ofService) as Labels),
    __meta_kubernetes_namespace: namespace,
    __meta_kubernetes_service_name: name,
    __meta_kubernetes_endpointslice_port_name: port,
    __meta_kubernetes_endpointslice_address_target_kind: 'Pod',
    __meta_kubernetes_endpointslice_address_target_name: `${name}-0`,
    __meta_kubernetes_pod_name: `${name}-0`,
  };
}
