import type { DashboardCheck } from './check.ts';
import { isBalanced, withoutQuoted } from './read/logql.ts';
import { targetsFor } from './read/queries.ts';

/**
 * A query of logs looks like LogQL. There is no parser of it here: this sees that there is something to ask, that quotes and brackets are
 * closed, and that each stream is chosen by a label.
 */
export const targetLogql: DashboardCheck = (dashboard) =>
  targetsFor(dashboard, 'loki').flatMap(({ where, expr }) =>
    faults(expr).map((message) => ({ where, message })),
  );

function faults(expr: string): string[] {
  if (expr.trim() === '') return ['asks nothing.'];
  const bare = withoutQuoted(expr);
  if (/"(?!")|`(?!`)/.test(bare.replaceAll(/""|``/g, ''))) return ['has a quote that is never closed.'];
  if (!isBalanced(bare)) return ['has brackets that do not match.'];
  const streams = bare.match(/\{[^{}]*\}/g) ?? [];
  if (streams.length === 0) return ['chooses no stream. Begin with {label="value"}.'];
  return streams
    .filter((stream) => !/\w\s*(=~|=)\s*(""|``)/.test(stream))
    .map((stream) => `chooses the stream ${stream} by no label. Name one: {label="value"}.`);
}
