import type { Manifests } from '../check.ts';
import { archivePorts } from '../objects/archive-config.ts';
import { backupServers } from '../objects/backup-config.ts';
import { checkedServers } from '../objects/health-config.ts';
import { hostsIn } from '../objects/hosts.ts';
import { logServers } from '../objects/logs-config.ts';
import { prerequisitesOf } from '../objects/inventory.ts';
import { at, containersOf, type Pods } from '../objects/pods.ts';
import { serviceOf } from '../objects/services.ts';
import { textsIn, valuesIn } from '../objects/values.ts';
import type { End } from './ends.ts';
import type { Need } from './need.ts';
import type { Place } from './addresses.ts';
import { portOfUrl, receiverNeeds } from './receivers.ts';
import { behind, others } from './targets.ts';
import { mountsToken } from './token.ts';

/** What pods connect to, and who reads from them, apart from scraping. */
export const podNeeds = (pods: Pods, manifests: Manifests): Need[] => [
  ...hostNeeds(pods, manifests),
  ...databaseNeeds(pods, manifests),
  ...storageNeeds(pods),
  ...addressNeeds(pods),
  ...checkedNeeds(pods, manifests),
  ...logsNeeds(pods, manifests),
  ...archiveNeeds(pods, manifests),
  ...backupNeeds(pods, manifests),
  ...apiNeeds(pods, manifests),
  ...alertingNeeds(pods, manifests),
  ...receiverNeeds(pods, manifests),
  ...readerNeeds(pods, manifests),
];

const by = (pods: Pods) => ({ by: pods.manifest, from: { kind: 'pods', pods } as const });

/** Services that arguments, variables and fields name with a port. */
function hostNeeds(pods: Pods, manifests: Manifests): Need[] {
  return textsIn(pods.spec).flatMap(({ text }) =>
    hostsIn(text).flatMap((host) => {
      const { port, namespace } = host;
      if (port === undefined) return [];
      const shared = {
        ...by(pods),
        protocol: 'TCP',
        why: 'whose address it is given',
      } as const;
      return serviceOf(manifests, host) === undefined
        ? [{ ...shared, to: others(manifests, namespace, port), port }]
        : behind(manifests, host, port).map((target) => ({ ...shared, ...target }));
    }),
  );
}

/** A database that is no Service. */
function databaseNeeds(pods: Pods, manifests: Manifests): Need[] {
  const uris = containersOf(pods).flatMap(({ container: { env = [] } }) =>
    env.flatMap(({ name, value = '' }) => (name === 'DATA_SOURCE_URI' ? [value] : [])),
  );
  return uris
    .filter((uri) => hostsIn(uri).length === 0)
    .map((uri) => {
      const [, host = '', port = '5432'] = /^([^:/]+)(?::(\d+))?/.exec(uri) ?? [];
      const namespace = host.split('.').length === 2 ? (host.split('.')[1] ?? '') : '';
      const inCluster = prerequisitesOf(manifests, 'Namespace').some(({ name }) => name === namespace);
      return {
        ...by(pods),
        to: inCluster ? others(manifests, namespace, Number(port)) : { kind: 'addresses', place: 'given' },
        port: Number(port),
        protocol: 'TCP',
        why: 'where its database is',
      };
    });
}

/** Object storage, whose address stands in a Secret: it is asked over TLS. */
function storageNeeds(pods: Pods): Need[] {
  const configured =
    valuesIn(pods.spec).some(({ key }) => key.startsWith('objectStorageConfig')) ||
    textsIn(pods.spec).some(({ text }) => text.startsWith('--objstore.config'));
  const to: End = { kind: 'addresses', place: 'outside' };
  return configured
    ? [{ ...by(pods), to, port: 443, protocol: 'TCP', why: 'where its object storage is' }]
    : [];
}

/** Addresses that arguments of a report name, other than Services; those of webhooks stand in Secrets, and are asked over TLS. */
function addressNeeds(pods: Pods): Need[] {
  const args = containersOf(pods).flatMap(({ container }) => container.args ?? []);
  const asked = args.flatMap((arg) => {
    const url = /^--prometheus=(https?:\/\/\S+)$/.exec(arg)?.[1];
    return url === undefined || hostsIn(url).length > 0 ? [] : [portOfUrl(url)];
  });
  const told = args.some((arg) => arg.startsWith('--slack-webhook-file='));
  const need = (place: Place, port: number, why: string): Need => ({
    ...by(pods),
    to: { kind: 'addresses', place },
    port,
    protocol: 'TCP',
    why,
  });
  return [
    ...asked.map((port) => need('outside', port, 'where the Prometheus is that it asks')),
    ...(told ? [need('internet', 443, 'where Slack is')] : []),
  ];
}

/** What the health service has to check: a Service where the host is one, else an address. */
function checkedNeeds(pods: Pods, manifests: Manifests): Need[] {
  return checkedServers(pods, manifests).map(({ name, host = '', port }) => {
    const [service] = hostsIn(host);
    const place = name === 'database' ? 'given' : 'outside';
    return {
      ...by(pods),
      to: service ? others(manifests, service.namespace, port) : { kind: 'addresses', place },
      port,
      protocol: 'TCP',
      why: `where ${name} is, which it checks`,
    };
  });
}

/** Where lines of logs go, or are looked for. */
function logsNeeds(pods: Pods, manifests: Manifests): Need[] {
  return logServers(pods, manifests).map(({ href, hostname }) => {
    const [service] = hostsIn(hostname);
    const port = portOfUrl(href);
    return {
      ...by(pods),
      to: service ? others(manifests, service.namespace, port) : { kind: 'addresses', place: 'outside' },
      port,
      protocol: 'TCP',
      why: 'where the logs are kept',
    };
  });
}

/** Where lines are kept for years, and whoever lets pods write there. */
const archiveNeeds = (pods: Pods, manifests: Manifests): Need[] =>
  archivePorts(pods, manifests).map((port) => ({
    ...by(pods),
    to: { kind: 'addresses', place: 'outside' },
    port,
    protocol: 'TCP',
    why: 'where the archive of the logs is',
  }));

/** The database that is backed up, and the bucket. */
const backupNeeds = (pods: Pods, manifests: Manifests): Need[] =>
  backupServers(pods, manifests).map(({ host, port, why }) => {
    const [service] = hostsIn(host ?? '');
    const place = host === undefined ? 'outside' : 'given';
    return {
      ...by(pods),
      to: service ? others(manifests, service.namespace, port) : { kind: 'addresses', place },
      port,
      protocol: 'TCP',
      why,
    };
  });

/** Where the API listens, unless a prerequisite says otherwise: at its Service, and behind it. */
function apiPorts(manifests: Manifests): number[] {
  const api = prerequisitesOf(manifests, 'Address').find(({ name }) => name === 'kubernetes-api');
  return Object.values(api?.ports ?? { service: 443, server: 6443 });
}

/** The Kubernetes API, at its Service or behind it: which of the two a policy sees is up to the network. */
const apiNeeds = (pods: Pods, manifests: Manifests): Need[] =>
  mountsToken(pods, manifests)
    ? apiPorts(manifests).map((port) => ({
        ...by(pods),
        to: { kind: 'addresses', place: 'given' },
        port,
        protocol: 'TCP',
        why: 'where the Kubernetes API is, whose token it has',
      }))
    : [];

function alertingNeeds(pods: Pods, manifests: Manifests): Need[] {
  const { object } = pods.manifest;
  const listed = (at(object, 'spec', 'alerting', 'alertmanagers') ?? []) as readonly {
    readonly name: string;
    readonly namespace?: string;
    readonly port: string | number;
  }[];
  return listed.flatMap(({ name, namespace = pods.namespace, port }) =>
    behind(manifests, { service: name, namespace }, port).map((target) => ({
      ...by(pods),
      ...target,
      protocol: 'TCP',
      why: 'which it sends alerts to',
    })),
  );
}

/** Who may read is no object's matter: the settings say it, as prerequisites. */
function readerNeeds(pods: Pods, manifests: Manifests): Need[] {
  const isQuery = pods.spec.containers.some(({ args = [] }) => args[0] === 'query');
  const name = isQuery ? 'http' : 'web';
  if (!isQuery && !['Prometheus', 'Alertmanager'].includes(pods.manifest.object.kind)) return [];
  const port = pods.spec.containers.flatMap(({ ports = [] }) => ports).find((one) => one.name === name);
  if (port === undefined) return [];
  return prerequisitesOf(manifests, 'Namespace')
    .filter(({ reads }) => reads)
    .map(({ name: namespace }) => ({
      by: pods.manifest,
      from: { kind: 'others', namespace },
      to: { kind: 'pods', pods },
      port: port.containerPort,
      protocol: 'TCP',
      why: 'which it may query',
    }));
}
