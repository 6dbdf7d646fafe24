import type { Between, PodProbe, PodProbes } from './pod-probes.ts';

/** How long what the probes decide takes. What Kubernetes needs to tell everybody of it comes on top. */
export interface ProbeBudgets {
  /** From the fault until the replica is not ready. */
  readonly leaves: Between;
  /** From the end of the fault until it is ready again. */
  readonly returns: Between;
  /** From the moment in which the process hangs until it is told to end. */
  readonly restarts: Between;
  /** From that moment until the process has ended, and a new one begins. */
  readonly ended: Between;
  /** From the moment in which a new process can answer until it is ready. */
  readonly ready: Between;
  /** The longest start that is let through, and when a longer one is given up. */
  readonly start: { readonly letThrough: number; readonly givenUp: Between };
}

/**
 * Works out the budgets from the kubelet's own rules: it tries at fixed steps that begin anywhere within `every`, never before `first`; an attempt fails at
 * once (refused, or a bad status) or after `timeout`; `failures` in a row decide, one success does; and nothing but the start is asked before the start
 * is over.
 */
export function probeBudgets({ live, ready, start, grace }: PodProbes): ProbeBudgets {
  const restarts = givesUp(live);
  const over = start.every + start.timeout;
  return {
    leaves: givesUp(ready),
    returns: { best: 0, worst: ready.every + ready.timeout },
    restarts,
    ended: { best: restarts.best, worst: restarts.worst + grace },
    ready: { best: 0, worst: Math.max(over, ready.first) + ready.every + ready.timeout },
    start: {
      letThrough: start.first + givesUp(start).best,
      givenUp: { best: start.first + givesUp(start).best, worst: start.first + givesUp(start).worst },
    },
  };
}

/** At best the fault comes just before an attempt, and each fails at once; at worst just after one, and each takes its whole time. */
const givesUp = ({ every, timeout, failures }: PodProbe): Between => ({
  best: (failures - 1) * every,
  worst: failures * every + timeout,
});
