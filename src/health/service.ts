import type { LookupFunction } from 'node:net';
import { serve, type ServeProps } from '../http/serve.ts';
import { Memory } from './answers.ts';
import { checkUntil } from './check.ts';
import type { HealthConfig } from './config.ts';
import { listener } from './listener.ts';
import { Log, type LogProps } from './log.ts';
import { oneAtATime } from './lookup.ts';
import { metricsOf } from './metrics.ts';
import { plansFor } from './plan.ts';
import { Standing } from './standing.ts';
import { version } from './version.ts';

/** What the service needs of the world. */
export interface HealthProps extends Omit<ServeProps, 'grace'>, Pick<LogProps, 'write' | 'now'> {
  /** Resolves names. @default - as the system does */
  readonly lookup?: LookupFunction;
}

/** The service, running. */
export interface Health {
  /** Address of its root. */
  readonly url: string;
  /** Says that no queries should come here any more, and goes on answering. */
  readonly drain: () => void;
  /** Ends checks and connections. */
  readonly stop: () => Promise<void>;
}

/** How often answers are looked at although nobody asks, so that a stale result is logged. In milliseconds. */
const glance = 1000;

/**
 * Checks what a configuration says, in the background, and answers from memory.
 *
 * @throws Failure where the address cannot be had.
 */
export async function startHealth(config: HealthConfig, props: HealthProps): Promise<Health> {
  const { write, now } = props;
  const log = new Log({ service: config.service, write, now });
  const plans = await plansFor(config);
  const standings = plans.map((plan) => new Standing(plan, performance.now()));
  const metrics = metricsOf(standings);
  const memory = new Memory({
    standings,
    version: version(),
    now,
    seen: (findings) => {
      log.seen(findings);
    },
  });
  const { url, stop } = await serve(listener(memory, metrics), props);
  log.say('listening', { url, checks: plans.map(({ dependency }) => dependency) });
  const checks = startChecks(standings, { memory, metrics, lookup: oneAtATime(props.lookup) });
  return {
    url,
    drain: () => {
      log.say('stopping: not ready any more');
      memory.stop();
    },
    stop: async () => {
      await Promise.all([checks.stop(), stop()]);
      log.say('stopped');
    },
  };
}

/** Where results go, and how names are resolved. */
interface CheckingProps {
  readonly memory: Memory;
  readonly metrics: ReturnType<typeof metricsOf>;
  readonly lookup: LookupFunction;
}

/** Begins to check everything at once. A check that fails by a fault of ours ends the process, loudly. */
function startChecks(standings: readonly Standing[], { memory, metrics, lookup }: CheckingProps) {
  const end = new AbortController();
  const checks = standings.map((standing) =>
    checkUntil(standing, {
      lookup,
      signal: end.signal,
      ended: (result) => {
        metrics.observe(standing.plan.dependency, result);
        memory.forget();
        memory.current();
      },
    }),
  );
  const look = setInterval(() => memory.current(), glance);
  return {
    stop: async (): Promise<void> => {
      clearInterval(look);
      end.abort();
      await Promise.all(checks);
    },
  };
}
