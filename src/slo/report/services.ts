import { recordedName, slice } from '../../metrics/recorded.ts';
import { selector } from '../../promql/selector.ts';
import { plain } from '../../prometheus/explain.ts';
import type { Series, Server } from '../../prometheus/server.ts';
import type { Subject } from './day.ts';

/**
 * Whose slices some servers have, in the day before a moment; each once, in order.
 *
 * @throws Unanswered when one gives no answer, and the others know of none.
 */
export async function servicesBefore(
  servers: readonly Server[],
  moment: number,
  labels: Subject['labels'] = {},
): Promise<Subject[]> {
  const query = `${selector(recordedName.all(slice), { sloth_slo: 'availability', ...labels })}[1d]`;
  const answers = await Promise.allSettled(servers.map((server) => server.samples(query, moment)));
  const found = new Map<string, Subject>();
  for (const answer of answers) {
    if (answer.status === 'rejected') continue;
    for (const subject of answer.value.series.map(subjectOf)) found.set(serviceInWords(subject), subject);
  }
  const failed = answers.find(({ status }) => status === 'rejected');
  if (found.size === 0 && failed?.status === 'rejected') throw failed.reason;
  return [...found].sort(([a], [b]) => a.localeCompare(b, 'en')).map(([, subject]) => subject);
}

function subjectOf({ metric }: Series): Subject {
  const { sloth_service: service = '', namespace = '', environment } = metric;
  return { service, namespace, labels: environment === undefined ? {} : { environment } };
}

/** A service in words, such as `fraiseql-api in namespace fraiseql, environment production`. */
export const serviceInWords = ({ service, namespace, labels }: Subject): string =>
  plain(
    [`${service} in namespace ${namespace}`, ...Object.entries(labels).map((pair) => pair.join(' '))].join(
      ', ',
    ),
  );
