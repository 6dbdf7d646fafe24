import type { Manifests } from '../checks/manifests/check.ts';
import { allPods } from '../checks/manifests/objects/inventory.ts';
import { at, type Pods } from '../checks/manifests/objects/pods.ts';

/** What the pods of one object get. */
export interface Cost {
  readonly name: string;
  readonly replicas: number;
  /** CPU in cores, memory and volumes in GiB: of all replicas together. */
  readonly cpu: number;
  readonly memory: number;
  readonly disk: number;
  readonly images: readonly string[];
}

/** What each object's pods get: what a cluster must have free. */
export const costs = (manifests: Manifests): Cost[] =>
  allPods(manifests)
    .map(costOf)
    .sort((a, b) => a.name.localeCompare(b.name, 'en'));

function costOf(pods: Pods): Cost {
  const { kind, metadata } = pods.manifest.object;
  const replicas = replicasInAll(pods);
  const requested = (what: string) =>
    pods.spec.containers
      .map(({ resources }) => amount(at(resources, 'requests', what)))
      .reduce((sum, one) => sum + one, 0);
  return {
    name: `${kind} ${metadata.name}`,
    replicas,
    cpu: replicas * requested('cpu'),
    memory: (replicas * requested('memory')) / 2 ** 30,
    disk: (replicas * storage(pods)) / 2 ** 30,
    images: [...new Set(pods.spec.containers.flatMap(({ image }) => image ?? []))],
  };
}

/** Replicas of each shard, where there are several. */
export const replicasInAll = ({ replicas, manifest }: Pods): number =>
  replicas * ((at(manifest.object, 'spec', 'shards') as number | undefined) ?? 1);

function storage({ manifest: { object } }: Pods): number {
  const path = ['spec', 'resources', 'requests', 'storage'];
  const claims = (at(object, 'spec', 'volumeClaimTemplates') ?? []) as readonly unknown[];
  const all = [at(object, 'spec', 'storage', 'volumeClaimTemplate'), ...claims];
  return all.map((claim) => amount(at(claim, ...path))).reduce((sum, one) => sum + one, 0);
}

const units: Readonly<Record<string, number>> = {
  m: 1e-3,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
};

/** The number that a quantity is. */
function amount(quantity: unknown): number {
  const [, digits = '0', unit = ''] = /^([\d.]+)(\w*)$/.exec(String(quantity)) ?? [];
  return Number(digits) * (units[unit] ?? 1);
}
