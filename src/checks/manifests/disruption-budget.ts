import type { Manifest } from '../../model/manifest.ts';
import { show } from '../../schemas/show.ts';
import type { Finding, ManifestCheck } from './check.ts';
import { objectsOf } from './objects/inventory.ts';
import { at, podsOf, type Pods } from './objects/pods.ts';
import { takes, type Selector } from './objects/selectors.ts';

/** Of two replicas or more one may go at a time, when a node is emptied: never all of them, and never none. */
export const disruptionBudget: ManifestCheck = (manifests) => {
  const pods = podsOf(manifests.all);
  const budgets = objectsOf(manifests, 'PodDisruptionBudget');
  return [
    ...pods
      .filter((each) => each.replicas > 1 && !budgets.some((budget) => selects(budget, each)))
      .map(({ manifest, replicas }) => ({
        manifest,
        field: 'spec.replicas',
        message: `${String(replicas)} without a PodDisruptionBudget: an emptied node may end all of them at once.`,
      })),
    ...budgets.flatMap((budget) =>
      judge(
        budget,
        pods.filter((each) => selects(budget, each)),
      ),
    ),
    ...pods.flatMap((each) =>
      twice(
        each,
        budgets.filter((budget) => selects(budget, each)),
      ),
    ),
  ];
};

function selects({ object }: Manifest, { namespace, labels }: Pods): boolean {
  const selector = at(object, 'spec', 'selector') as Selector | undefined;
  return object.metadata.namespace === namespace && selector !== undefined && takes(selector, labels);
}

/** One that selects no pods is selectors-match's business. */
function judge(manifest: Manifest, selected: readonly Pods[]): Finding[] {
  const finding = (field: string, message: string) => ({ manifest, field: `spec.${field}`, message });
  const policy = at(manifest.object, 'spec', 'unhealthyPodEvictionPolicy');
  const wrong = selected.length === 0 ? undefined : wrongField(manifest, selected);
  return [
    ...(policy === 'AlwaysAllow'
      ? []
      : [
          finding(
            'unhealthyPodEvictionPolicy',
            `Must be 'AlwaysAllow', got ${show(policy)}: a pod that is never ready would keep its node from being emptied.`,
          ),
        ]),
    ...(wrong === undefined ? [] : [wrong].map(([field, message]) => finding(field, message))),
  ];
}

/** With two budgets for the same pods no node can be emptied. */
const twice = ({ manifest: { object } }: Pods, [first, ...others]: readonly Manifest[]): Finding[] =>
  others
    // One that is made twice is unique-objects' business.
    .filter(({ object: { metadata } }) => metadata.name !== first?.object.metadata.name)
    .map((manifest) => ({
      manifest,
      field: 'spec.selector',
      message: `Selects the pods of ${object.kind} ${show(object.metadata.name)}, as ${show(first?.object.metadata.name)} does: Kubernetes would move none of them.`,
    }));

/** The field that lets no pod go, or all of them, or nothing. */
function wrongField(
  { object }: Manifest,
  selected: readonly Pods[],
): [field: string, message: string] | undefined {
  const replicas = selected.reduce((sum, each) => sum + each.replicas, 0);
  const most = at(object, 'spec', 'maxUnavailable');
  const least = at(object, 'spec', 'minAvailable');
  const ends = (field: string, value: unknown): [string, string] => [
    field,
    `Lets none of ${String(replicas)} pods go, got ${show(value)}: its node could never be emptied. Use maxUnavailable: 1.`,
  ];
  if (amountOf(most, replicas) === 0) return ends('maxUnavailable', most);
  if (amountOf(least, replicas) >= replicas) return ends('minAvailable', least);
  const lets = (field: string, value: unknown): [string, string] => [
    field,
    `Lets all of ${String(replicas)} pods go at once, got ${show(value)}. Use maxUnavailable: 1.`,
  ];
  if (replicas > 1 && amountOf(most, replicas) >= replicas) return lets('maxUnavailable', most);
  return replicas > 1 && amountOf(least, replicas) === 0 ? lets('minAvailable', least) : undefined;
}

/** A number of pods, or a share of them: Kubernetes rounds it up. */
function amountOf(value: unknown, replicas: number): number {
  if (typeof value === 'string') return Math.ceil((parseFloat(value) / 100) * replicas);
  return typeof value === 'number' ? value : NaN;
}
