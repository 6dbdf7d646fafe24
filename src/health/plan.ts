import { durationSeconds } from '../promql/duration.ts';
import type { HealthConfig } from './config.ts';
import { dependencies, type Dependency } from './model.ts';
import type { Probe } from './probe.ts';

/** How one dependency is checked. Times are in milliseconds. */
export interface Plan {
  readonly dependency: Dependency;
  readonly interval: number;
  readonly timeout: number;
  /** Whether queries need it. */
  readonly needed: boolean;
  readonly probe: Probe;
}

type Checks = HealthConfig['checks'];

/** Loads what asks a dependency, where it is checked: drivers that nothing here needs are never loaded. */
const loaders: Readonly<Record<Dependency, (checks: Checks) => Promise<Probe> | undefined>> = {
  database: ({ database: config }) =>
    config && import('./probes/database.ts').then(({ database }) => database(config)),
  elasticsearch: ({ elasticsearch: config }) =>
    config && import('./probes/elasticsearch.ts').then(({ elasticsearch }) => elasticsearch(config)),
  redis: ({ redis: config }) => config && import('./probes/redis.ts').then(({ redis }) => redis(config)),
  kms: ({ kms: config }) => config && import('./probes/kms.ts').then(({ kms }) => kms(config)),
  api: ({ api: config }) => config && import('./probes/api.ts').then(({ api }) => api(config)),
};

/** Makes a plan for every check of a configuration, in the order of the answer. */
export async function plansFor(config: HealthConfig): Promise<readonly Plan[]> {
  const plans = await Promise.all(dependencies.map((dependency) => planFor(dependency, config)));
  return plans.filter((plan) => plan !== undefined);
}

async function planFor(dependency: Dependency, config: HealthConfig): Promise<Plan | undefined> {
  const { checks, needed = ['database'] } = config;
  const timing = checks[dependency];
  const probe = await loaders[dependency](checks);
  if (timing === undefined || probe === undefined) return undefined;
  return {
    dependency,
    probe,
    needed: needed.includes(dependency),
    interval: milliseconds(timing.interval),
    timeout: milliseconds(timing.timeout),
  };
}

const milliseconds = (duration: string): number => Math.round(durationSeconds(duration) * 1000);
