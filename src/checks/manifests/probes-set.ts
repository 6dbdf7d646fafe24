import { isDeepStrictEqual } from 'node:util';
import type { Finding, ManifestCheck, Manifests } from './check.ts';
import { objectsOf } from './objects/inventory.ts';
import { at, containersOf, podsOf, type Container, type PlacedContainer, type Pods } from './objects/pods.ts';
import type { Labels } from './objects/selectors.ts';

/** What the operator puts beside its programs, and asks for nothing. */
const sidecars = ['config-reloader', 'thanos-sidecar'];

/** Whoever is asked says when it can answer, and is started anew when it hangs; not for the same reason, or load would kill it. */
export const probesSet: ManifestCheck = (manifests) =>
  podsOf(manifests.all)
    .filter((pods) => !pods.ends && isServed(manifests, pods))
    .flatMap((pods) =>
      containersOf(pods)
        .filter(({ container }) => pods.spec.containers.includes(container))
        .filter(({ container }) => !sidecars.includes(container.name))
        .filter(({ container }) => listens(container) || !pods.spec.containers.some(listens))
        .flatMap(judge),
    );

/** Where one program of a pod listens, the others that do not are asked by nobody. */
const listens = ({ ports = [] }: Container): boolean => ports.length > 0;

/** Whether a Service leads to the pods. */
const isServed = (manifests: Manifests, { namespace, labels }: Pods): boolean =>
  objectsOf(manifests, 'Service')
    .filter(({ object }) => object.metadata.namespace === namespace)
    .map(({ object }) => at(object, 'spec', 'selector') as Labels | undefined)
    .some(
      (selector) =>
        selector !== undefined && Object.entries(selector).every(([key, value]) => labels[key] === value),
    );

function judge({ pods: { manifest }, container, field }: PlacedContainer): Finding[] {
  const missing = (
    [
      ['readinessProbe', 'Is missing: its Service would send requests before it can answer.'],
      ['livenessProbe', 'Is missing: nobody would start it anew when it hangs.'],
    ] as const
  )
    .filter(([probe]) => container[probe] === undefined)
    .map(([probe, message]) => ({ manifest, field: `${field}.${probe}`, message }));
  if (missing.length > 0 || !isAlike(container)) return missing;
  const message =
    'Asks what readinessProbe asks: one that is too busy to answer would be killed. Ask for less.';
  return [{ manifest, field: `${field}.livenessProbe`, message }];
}

/** Whether both ask the same. */
const isAlike = ({ readinessProbe, livenessProbe }: Container): boolean =>
  ['httpGet', 'tcpSocket', 'grpc', 'exec'].every((way) =>
    isDeepStrictEqual(readinessProbe?.[way], livenessProbe?.[way]),
  );
