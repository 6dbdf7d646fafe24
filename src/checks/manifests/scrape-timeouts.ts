import type { Manifest } from '../../model/manifest.ts';
import { durationPattern, durationSeconds } from '../../promql/duration.ts';
import type { ManifestCheck, Manifests } from './check.ts';
import { objectsOf } from './objects/inventory.ts';
import { endpointsOf, selectsObject } from './objects/monitors.ts';
import { at } from './objects/pods.ts';

/** No scrape may take longer than until the next one: the operator leaves such a monitor out, and says so only in its log. */
export const scrapeTimeouts: ManifestCheck = (manifests) =>
  objectsOf(manifests, 'ServiceMonitor', 'PodMonitor', 'Probe').flatMap((manifest) =>
    timesOf(manifest).flatMap(({ field, interval = scrapeInterval(manifest, manifests), scrapeTimeout }) => {
      if (![interval, scrapeTimeout].every(isDuration)) return [];
      if (durationSeconds(scrapeTimeout ?? '') <= durationSeconds(interval)) return [];
      const message = `Must not be above the interval, ${interval}, got ${scrapeTimeout ?? ''}: the operator would leave the whole ${manifest.object.kind} out.`;
      return [{ manifest, field: `${field}.scrapeTimeout`, message }];
    }),
  );

const isDuration = (text: string | undefined): boolean => text !== undefined && durationPattern.test(text);

interface Times {
  readonly field: string;
  readonly interval?: string | undefined;
  readonly scrapeTimeout?: string | undefined;
}

const timesOf = (manifest: Manifest): readonly Times[] =>
  manifest.object.kind === 'Probe'
    ? [{ ...(manifest.object.spec as Omit<Times, 'field'>), field: 'spec' }]
    : endpointsOf(manifest);

/** What a monitor that says nothing gets from the Prometheus that follows it; 30 s is the operator's own. */
function scrapeInterval(monitor: Manifest, manifests: Manifests): string {
  const server = objectsOf(manifests, 'Prometheus').find((one) => selectsObject(one, monitor));
  return (at(server?.object, 'spec', 'scrapeInterval') ?? '30s') as string;
}
