import { parseDocument } from 'yaml';
import type { Manifests } from '../check.ts';
import { objectsOf } from '../objects/inventory.ts';
import { at, type Pods } from '../objects/pods.ts';
import { secretText } from '../objects/secret-text.ts';
import type { End } from './ends.ts';
import type { Need } from './need.ts';

/** What Alertmanager connects to: its other members, and whom its configuration has it tell. */
export function receiverNeeds(pods: Pods, manifests: Manifests): Need[] {
  if (pods.manifest.object.kind !== 'Alertmanager') return [];
  const from: End = { kind: 'pods', pods };
  const by = pods.manifest;
  const protocols = pods.replicas > 1 ? (['TCP', 'UDP'] as const) : [];
  return [
    ...protocols.map((protocol) => ({
      by,
      from,
      to: from,
      port: 9094,
      protocol,
      why: 'where the other members of its cluster are',
    })),
    ...[...new Set(receiverPorts(pods, manifests))].map((port) => ({
      by,
      from,
      to: { kind: 'addresses', place: 'internet' } as const,
      port,
      protocol: 'TCP' as const,
      why: 'where the receivers of its configuration are',
    })),
  ];
}

/** Ports of the addresses in the configuration; those that are in Secrets, or nowhere, are asked over TLS. */
function receiverPorts(pods: Pods, manifests: Manifests): number[] {
  const name = at(pods.manifest.object, 'spec', 'configSecret');
  const secret = objectsOf(manifests, 'Secret').find(
    ({ object: { metadata } }) => metadata.name === name && metadata.namespace === pods.namespace,
  );
  const found = secret && secretText(secret.object, 'alertmanager.yaml');
  const config: unknown = found === undefined ? {} : parseDocument(found.text).toJS();
  const receivers = (at(config, 'receivers') ?? []) as readonly Readonly<Record<string, unknown>>[];
  return receivers.flatMap((receiver) =>
    Object.entries(receiver)
      .filter(([key]) => key.endsWith('_configs'))
      .flatMap(([, entries]) => entries as readonly { readonly url?: string; readonly api_url?: string }[])
      .map(({ url, api_url: address = url }) => (address === undefined ? 443 : portOfUrl(address))),
  );
}

/** The port of an address: its own, or that of its scheme. */
export function portOfUrl(address: string): number {
  const [, scheme, port] = /^(https?):\/\/[^/:]+(?::(\d+))?/.exec(address) ?? [];
  if (port !== undefined) return Number(port);
  return scheme === 'http' ? 80 : 443;
}
