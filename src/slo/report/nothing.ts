import { recordedName, slice } from '../../metrics/recorded.ts';
import type { Server } from '../../prometheus/server.ts';
import { slicesOf, type Subject, type Wanted } from './day.ts';
import { measuredUntil } from './make.ts';
import { periodInWords, type Period } from './period.ts';
import { serviceInWords, servicesBefore } from './services.ts';

/** What was looked for in vain. */
export interface NothingProps extends Wanted {
  readonly period: Period;
  readonly servers: readonly Server[];
  readonly now: Date;
}

/** Where there is not one slice: what was looked for, and what may be the reason. */
export async function whyNothing({ period, servers, now, ...wanted }: NothingProps): Promise<string> {
  const { service, namespace } = wanted.subject;
  const others = await known(servers, measuredUntil(period, now));
  return `There is not one slice of ${service} in namespace ${namespace} in ${periodInWords(period)}.
Looked for ${slicesOf(wanted, recordedName.all(slice))}
at ${servers.map(({ address }) => address).join(', ')}.
- Is the name right? At the end of that time there are slices of ${others.map(serviceInWords).join('; ') || 'no service at all'}.
- Were the rules loaded? They are in dist/<environment>/prometheus/rules.yaml, and count nothing that was before them.
- Are the samples kept for that long? Prometheus is told for how many days; Thanos Query may have older ones.`;
}

/** Services that have slices. Where a server cannot say, that is no matter: it is only for help. */
const known = (servers: readonly Server[], moment: number): Promise<readonly Subject[]> =>
  servicesBefore(servers, moment).catch(() => []);
