/** What is asked of a container: a path that must answer a GET with 200 to 399, or no more than a connection to the port. */
export type Question = { readonly path: string } | 'connection';

/** One of the three questions that the kubelet asks a container. Times are whole seconds, as the kubelet has them. */
export interface PodProbe {
  readonly asks: Question;
  /** Seconds after the container's start before which nothing is asked: `initialDelaySeconds`. */
  readonly first: number;
  /** Seconds from one attempt to the next: `periodSeconds`. */
  readonly every: number;
  /** Seconds after which an attempt without an answer has failed: `timeoutSeconds`. */
  readonly timeout: number;
  /** Failures one after the other that count as one: `failureThreshold`. */
  readonly failures: number;
}

/** The three. One success is enough for each: the kubelet wants no more of the first and the last, and a ready replica is needed at once. */
export interface PodProbes {
  /** Whether the process answers. When it does not, the container is restarted: only what a restart cures may fail it. */
  readonly live: PodProbe;
  /** Whether queries should come here. When not, the replica leaves the Service, and comes back by itself. */
  readonly ready: PodProbe;
  /** Whether the start is over. Until then neither of the others is asked. */
  readonly start: PodProbe;
  /** Seconds that a container gets to end in after it was given up: `terminationGracePeriodSeconds` of the probe. */
  readonly grace: number;
}

/** A probe, by its name in the settings. */
export type PodProbeName = 'live' | 'ready' | 'start';

/** Seconds: no sooner than, and no later than. */
export interface Between {
  readonly best: number;
  readonly worst: number;
}
