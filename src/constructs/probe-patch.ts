import type { PodProbes } from '../model/pod-probes.ts';
import { containerProbes } from './pod-probes.ts';

/** What {@link probePatch} is made of. */
export interface ProbePatchProps {
  readonly namespace: string;
  /** Name of the Deployment. */
  readonly deployment: string;
  readonly container: string;
  /** Port of the container that is asked. */
  readonly port: number;
  readonly probes: PodProbes;
}

/** A probe has one of these ways to ask, and Kubernetes refuses one that has two. */
const ways = { exec: null, grpc: null, httpGet: null, tcpSocket: null };

/** What somebody else may have set, and what would change how we ask. */
const leftovers = { host: null, httpHeaders: null };

/**
 * A strategic merge patch that gives a Deployment of somebody else the three probes. Whatever way to ask a probe had goes: a `null` removes a field, for
 * kubectl and Kustomize alike. `$patch: replace` would be shorter, but kubectl then drops a probe that was not there before.
 */
export function probePatch({ namespace, deployment, container, port, probes }: ProbePatchProps) {
  const made = Object.entries(containerProbes(probes, port)).map(([name, probe]) => [name, alone(probe)]);
  const containers = [{ name: container, ...(Object.fromEntries(made) as object) }];
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: deployment, namespace },
    spec: { template: { spec: { containers } } },
  };
}

function alone(probe: ReturnType<typeof containerProbes>['livenessProbe' | 'readinessProbe']) {
  const asked = 'httpGet' in probe ? { httpGet: { ...probe.httpGet, ...leftovers } } : {};
  return { ...ways, initialDelaySeconds: null, ...probe, ...asked };
}
