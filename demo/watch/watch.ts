import { setTimeout } from 'node:timers/promises';
import type { Engines } from '../../engines/engines.ts';
import type { Settings } from '../../src/settings/schema.ts';
import type { Snapshot } from '../snapshot.ts';
import { alertStates } from './alerts.ts';
import { objectiveStates } from './objectives.ts';
import { serviceState } from './service.ts';

/** What the engines say. */
export type Seen = Pick<Snapshot, 'service' | 'alerts' | 'judged' | 'objectives'>;

/** What is there before anybody has said anything. */
export const nothing: Seen = {
  service: { replicas: [], numbers: [] },
  alerts: [],
  judged: { rules: 0 },
  objectives: [],
};

/** Looks at the engines again and again, until it is told to stop. What cannot be seen for a moment stays as it was. */
export async function watch(
  { prometheus, alertmanager }: Engines,
  settings: Settings,
  {
    every,
    signal,
    see,
  }: {
    /** Milliseconds between two looks. */
    readonly every: number;
    readonly signal: AbortSignal;
    readonly see: (seen: Seen, at: number) => void;
  },
): Promise<void> {
  while (!signal.aborted) {
    const at = Date.now();
    try {
      const [service, alerts, objectives] = await Promise.all([
        serviceState(prometheus, settings, at),
        alertStates(prometheus, alertmanager),
        objectiveStates(prometheus, settings),
      ]);
      if (!isAborted(signal)) see({ service, ...alerts, objectives }, at);
    } catch {
      // An engine that starts or ends answers nothing. That it ended is told elsewhere.
    }
    await setTimeout(every, undefined, { signal }).catch(() => undefined);
  }
}

const isAborted = (signal: AbortSignal): boolean => signal.aborted;

/** Whether there is all that a healthy page shows: every replica answers, every alert was judged, every objective has a number. */
export const isHealthy = ({ service, alerts, judged, objectives }: Seen, replicas: number): boolean =>
  service.replicas.filter(({ up }) => up).length === replicas &&
  judged.at !== undefined &&
  alerts.every(({ state, severity }) => state === 'pending' || severity === 'none') &&
  alerts.some(({ state }) => state === 'firing') &&
  objectives.every(({ left }) => left !== undefined);
