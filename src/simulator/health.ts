import { dependencies, type Conditions, type Dependency } from './conditions.ts';

/** How long each takes to answer its check, in milliseconds, when all is well. */
const usually: Readonly<Record<Dependency, number>> = {
  database: 2.3,
  elasticsearch: 45,
  redis: 0.8,
  kms: 12,
};

/** Queries can be answered without the others. */
const needed: readonly Dependency[] = ['database'];

/** What a health check takes that is given up. */
const patience = 2000;

const checked: Readonly<Record<'all' | 'live' | 'ready', readonly Dependency[]>> = {
  all: dependencies,
  live: [],
  ready: needed,
};

/** What each says when all is well, and when it is not, as the health service does. */
const words = {
  all: ['healthy', 'degraded'],
  live: ['alive', 'alive'],
  ready: ['ready', 'unready'],
} as const;

/** What `/health` and its parts answer: how the service and what it depends on are, without anything sensitive. */
export function health({ unreachable }: Conditions, kind: 'all' | 'live' | 'ready', now: Date) {
  const checks = checked[kind].map((dependency) => {
    const check = unreachable.includes(dependency)
      ? { status: 'unhealthy', latency_ms: patience, error: 'timeout' }
      : { status: 'healthy', latency_ms: usually[dependency] };
    return [dependency, check] as const;
  });
  const healthy = checks.every(([, { status }]) => status === 'healthy');
  const [good, bad] = words[kind];
  return {
    status: healthy ? 200 : 503,
    body: {
      status: healthy ? good : bad,
      ...(kind === 'all' ? { version: '2.0.0', timestamp: now.toISOString() } : {}),
      ...(kind === 'live' ? {} : { checks: Object.fromEntries(checks) }),
    },
  };
}
