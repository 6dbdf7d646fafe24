import type { z } from 'zod';
import type { PodProbe, PodProbeName, PodProbes, Question } from '../model/pod-probes.ts';
import { durationSeconds } from '../promql/duration.ts';
import type { podProbes } from './schema/pod-probes.ts';

type Binding = 'contract' | 'fraiseql-2.15';

/**
 * What is asked where the settings say nothing: what a server of that binding has for certain. `/health` is none of them: it fails when a dependency
 * does, and a restart brings that back for nobody.
 */
const questions: Readonly<Record<Binding, Readonly<Record<'live' | 'ready', string>>>> = {
  contract: { live: '/metrics', ready: '/metrics' },
  'fraiseql-2.15': { live: 'connection', ready: '/readiness' },
};

/** Paths that fail when something else does: the process must not be restarted for it. */
const followsOthers = ['/health', '/health/ready', '/readiness'];

/** The part of the settings that decides how replicas are asked. */
export interface Asked {
  readonly service: { readonly podProbes: z.infer<typeof podProbes> };
  readonly metrics: { readonly binding: Binding };
}

/** How replicas are asked, defaults of the binding filled in. */
export function podProbesOf({ service, metrics }: Asked): PodProbes {
  const { live, ready, start, grace } = service.podProbes;
  const standard = questions[metrics.binding];
  const lives = live.path ?? standard.live;
  const longest = durationSeconds(start.longest);
  const timed = (probe: { every: string; timeout: string }) => ({
    every: durationSeconds(probe.every),
    timeout: durationSeconds(probe.timeout),
  });
  const counted = (probe: typeof live, path: string): PodProbe => ({
    asks: question(path),
    first: durationSeconds(probe.first),
    ...timed(probe),
    failures: probe.failures,
  });
  return {
    live: counted(live, lives),
    ready: counted(ready, ready.path ?? standard.ready),
    start: {
      asks: question(start.path ?? lives),
      first: 0,
      ...timed(start),
      failures: Math.ceil(longest / durationSeconds(start.every)) + 1,
    },
    grace: durationSeconds(grace),
  };
}

const question = (path: string): Question => (path === 'connection' ? path : { path });

/** A path that is asked and must not be: where, and why. */
export function wrongQuestions({ service, metrics }: Asked): [name: PodProbeName, message: string][] {
  const { live, ready, start } = service.podProbes;
  const others = (['live', 'start'] as const)
    .filter((name) => followsOthers.includes({ live, start }[name].path ?? ''))
    .map((name): [PodProbeName, string] => [name, byName[name]]);
  const isContract = metrics.binding === 'contract';
  return isContract && ready.path === '/health' ? [...others, ['ready', byName.ready]] : others;
}

const byName: Readonly<Record<PodProbeName, string>> = {
  live: 'a path that asks nobody else, such as /health/live or /metrics: this one fails when a dependency does, and every replica would be restarted for it, over and over',
  ready:
    'a path that follows what queries need, such as /health/ready: /health fails when anything is degraded, and an outage of Elasticsearch would leave no replica',
  start:
    'a path that asks nobody else, such as /health/live or /metrics: this one fails when a dependency does, and no replica would ever start meanwhile',
};
