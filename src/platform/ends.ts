import type { Peer, Port } from '../constructs/network-policy.ts';
import { jobs } from '../model/jobs.ts';
import type { Settings } from '../settings/schema.ts';

/** A pod of this stack, or somebody else. */
export type End = string | Peer;

/** A connection that is needed: who opens it, to whom, on which ports. */
export interface Edge {
  readonly from: End;
  readonly to: End;
  readonly ports: readonly Port[];
}

/** Ports of TCP. */
export const tcp = (...ports: readonly number[]): Port[] => ports.map((port) => ({ port }));

/** All addresses. */
export const anywhere = ['0.0.0.0/0'];

/** An address that may be inside too, as an object store's, but is never the node itself. */
export const outside: Peer = { cidrs: anywhere, except: ['169.254.0.0/16'] };

/** Who scrapes: the stack's own Prometheus, or the shared one in the same namespace. */
export const scraper = (settings: Settings): End =>
  settings.platform.kind === 'own' ? jobs.prometheus : { pods: { 'app.kubernetes.io/name': 'prometheus' } };

/** The database, wherever it is. */
export function databaseServer({ database, network, service }: Settings): Peer {
  if (database.kind === 'rds') return { cidrs: network.database };
  return { namespace: service.namespace, ...(database.isolatedPods ? { pods: database.isolatedPods } : {}) };
}

/** Replicas of the service: by their labels where they are known. */
export function replicas({ service }: Settings): Peer {
  const { namespace, scrape, isolatedPods } = service;
  const pods = isolatedPods ?? (scrape.via === 'pods' ? scrape.labels : undefined);
  return { namespace, ...(pods ? { pods } : {}) };
}
