import type { PodProbe } from '../../src/model/pod-probes.ts';

/** What a container does when it is asked at a moment, in seconds after its start. */
export type Behaviour = (at: number) => { readonly fails: boolean; readonly takes: number };

/** One probe, and when its worker wakes first. */
export interface Worker {
  readonly probe: PodProbe;
  readonly phase: number;
  /** Asks nothing before, as while another probe has not succeeded. @default 0 */
  readonly notBefore?: number;
}

/**
 * When one probe comes to a decision, as the kubelet's worker does: it wakes at fixed steps, does nothing before `first`, asks, waits for the answer, and counts
 * failures in a row; one success is enough. A step that passes meanwhile is made up for at once.
 */
export function decides(wanted: 'failure' | 'success', worker: Worker, behaviour: Behaviour): number {
  const { probe, phase, notBefore = 0 } = worker;
  let failed = 0;
  let free = 0;
  for (let step = 0; step < 10_000; step += 1) {
    const at = Math.max(phase + step * probe.every, free);
    if (at < Math.max(probe.first, notBefore)) continue;
    const { fails, takes } = behaviour(at);
    free = at + takes;
    failed = fails ? failed + 1 : 0;
    if (wanted === 'success' ? !fails : failed === probe.failures) return free;
  }
  return Infinity;
}
