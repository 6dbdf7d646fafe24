import type { PodProbe, PodProbeName, PodProbes } from './pod-probes.ts';
import { probeBudgets } from './probe-budgets.ts';

/** Something that cannot be meant: where, and what it must be instead. */
export interface ProbeProblem {
  readonly path: readonly [PodProbeName, 'timeout' | 'failures' | 'longest'];
  /** Ends the sentence "must be …". */
  readonly message: string;
}

/** Seconds after which Kubernetes calls a rollout failed, unless a Deployment says otherwise. */
const progressDeadline = 600;

/** What of the three does not go together. */
export const probeProblems = (probes: PodProbes): ProbeProblem[] => [
  ...(['live', 'ready', 'start'] as const).flatMap((name) => late(name, probes[name])),
  ...patience(probes),
  ...starts(probes),
];

/** An attempt that is still waited for when the next is due puts off the next, and all the budgets with it. */
const late = (name: PodProbeName, { timeout, every }: PodProbe): ProbeProblem[] =>
  timeout < every ? [] : [{ path: [name, 'timeout'], message: 'shorter than `every`' }];

/** A replica that only has too much to do is relieved before it is killed: with less to do, it answers again. */
function patience(probes: PodProbes): ProbeProblem[] {
  const { leaves, restarts } = probeBudgets(probes);
  if (restarts.best > leaves.worst) return [];
  const enough = Math.floor(leaves.worst / probes.live.every) + 2;
  const message = `${String(enough)} or more, with these times: a replica is out of the Service after ${String(leaves.worst)} s at the latest, and must not be restarted before`;
  return [{ path: ['live', 'failures'], message }];
}

/** A start must be allowed to take longer than a hang, or nobody needs the probe; and be over before a rollout counts as failed. */
function starts(probes: PodProbes): ProbeProblem[] {
  const { start, restarts } = probeBudgets(probes);
  const longest = { path: ['start', 'longest'] } as const;
  if (start.letThrough <= restarts.worst) {
    const message = `more than ${String(restarts.worst)} s, after which a replica that hangs is restarted: otherwise leave liveness to see slow starts`;
    return [{ ...longest, message }];
  }
  if (start.givenUp.worst < progressDeadline) return [];
  const { every, timeout } = probes.start;
  const most = (Math.floor((progressDeadline - 1 - timeout) / every) - 1) * every;
  const message = `${String(most)}s or less: a start is given up before Kubernetes calls the rollout failed, after ${String(progressDeadline)} s`;
  return [{ ...longest, message }];
}
