import leven from 'leven';
import type { Metric } from '../../metrics/metric.ts';
import { birthOf } from '../births.ts';
import type { Finding } from '../model.ts';
import { seriesOf, type Observed } from '../observed.ts';

/**
 * A metric that the server does not export, or has no series of yet. `others` are names of metrics that nobody expects: one of them may be it.
 */
export function presence(metric: Metric, observed: Observed, others: readonly string[]): Finding[] {
  if (observed.of(metric).length > 0) return [];
  const { name } = metric;
  const effects = [{ kind: 'gone', series: seriesOf(metric) }] as const;
  const alike = others.filter((other) => isAlike(name, other));
  const absent = (says: string): Finding[] => [{ metric: name, kind: 'missing', says, effects }];
  if (alike.length > 0) return absent(`The server has ${alike.join(', ')} instead.`);
  const birth = birthOf(metric);
  if (birth === undefined) return absent('The server does not export it.');
  const teller = birth.toldBy?.find((other) => other !== metric && observed.hasCounted(other));
  if (teller !== undefined) {
    return absent(
      `The server does not export it, although there was ${birth.event}: ${teller.name} counted it.`,
    );
  }
  const known = observed.typeOf(name) !== undefined;
  const sure = known
    ? 'The server announces it.'
    : 'The server does not announce it, so that nobody knows whether it will come.';
  return [
    { metric: name, kind: 'not seen yet', says: `It has no series before ${birth.event}. ${sure}`, effects },
  ];
}

/** Whether two names mean the same: but for what is put at their end, or for a slip. */
function isAlike(name: string, other: string): boolean {
  return bare(name) === bare(other) || leven(name, other) <= 2;
}

const bare = (name: string): string =>
  name.replace(/(_total|_seconds|_milliseconds|_ms|_count|_bytes)+$/, '');
