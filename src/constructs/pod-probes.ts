import type { PodProbe, PodProbes } from '../model/pod-probes.ts';

/**
 * The three probes as fields of a container, with every field that Kubernetes would fill in, so that Argo CD sees no difference.
 *
 * @param port number or name of the container's port that is asked.
 * @example containers: [{ name, image, ports, ...containerProbes(probes, 9090) }]
 */
export function containerProbes({ live, ready, start, grace }: PodProbes, port: number | string) {
  // Of a container that hangs, the pod's own grace would be lost time. Kubernetes takes none for readiness, which ends nothing.
  const ending = { terminationGracePeriodSeconds: grace };
  return {
    startupProbe: { ...probe(start, port), ...ending },
    livenessProbe: { ...probe(live, port), ...ending },
    readinessProbe: probe(ready, port),
  };
}

function probe({ asks, first, every, timeout, failures }: PodProbe, port: number | string) {
  const handler =
    asks === 'connection'
      ? { tcpSocket: { port } }
      : { httpGet: { path: asks.path, port, scheme: 'HTTP' as const } };
  return {
    ...handler,
    ...(first > 0 ? { initialDelaySeconds: first } : {}),
    periodSeconds: every,
    timeoutSeconds: timeout,
    successThreshold: 1,
    failureThreshold: failures,
  };
}
