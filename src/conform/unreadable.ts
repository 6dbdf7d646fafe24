import { elsewhere } from '../metrics/elsewhere.ts';
import { harmsOf } from './harms.ts';
import { metricsOf, type BindingName } from './metrics.ts';
import type { Effect, Finding } from './model.ts';
import { seriesOf } from './observed.ts';
import type { Readers } from './readers.ts';

/** What it does when Prometheus cannot read the answer of a server at all: it takes it for down, and stores nothing of it. */
const unreadable = (binding: BindingName): readonly Effect[] => [
  { kind: 'down', series: [elsewhere.up.name] },
  { kind: 'gone', series: metricsOf[binding].flatMap(seriesOf) },
];

/** The same in a sentence. */
export function unreadableInWords(binding: BindingName, readers: Readers): string {
  const alerts = harmsOf(unreadable(binding), readers).filter(({ kind }) => kind === 'alert');
  // Others that would fire as well are muted by these.
  const firing = alerts.filter(({ fate, severity }) => fate === 'false' && severity === 'critical');
  const silent = alerts.filter(({ fate }) => fate === 'silent').length;
  return `Prometheus refuses the whole answer and takes the server for down: where every replica answers so, ${firing.map(({ name }) => name).join(', ')} fires, and ${String(silent)} alerts cannot.`;
}

/** A type of content that Prometheus does not read. Version 2 took any for its text format, version 3 takes none that it does not know. */
export function contentTypes(contentType: string, binding: BindingName): Finding[] {
  const [type = ''] = contentType.toLowerCase().split(';');
  if (['text/plain', 'application/openmetrics-text'].includes(type.trim())) return [];
  const got = type === '' ? 'It has no Content-Type' : `Its Content-Type is ${type}`;
  const says = `${got}, and Prometheus 3 refuses whatever is not text/plain or application/openmetrics-text.`;
  return [{ metric: '/metrics', kind: 'answer', says, effects: unreadable(binding) }];
}
