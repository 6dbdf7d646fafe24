import { Refused } from './refuse.ts';
import type { Document, Streams } from './streams.ts';
import { like } from './templates.ts';

interface Range {
  readonly range: { readonly '@timestamp': { readonly gte?: string; readonly lte?: string } };
}

interface Search {
  readonly query?: Range;
  readonly aggs?: {
    readonly nodes?: object;
    readonly recent?: { readonly filter: Range };
  };
}

/** Answers the two searches of the exporter. Streams that are not there are left out, as `ignore_unavailable` has it. */
export function search(streams: Streams, names: readonly string[], { query, aggs = {} }: Search): object {
  const fitting = [...streams.all.keys()].filter((name) => names.some((one) => like(one).test(name)));
  const all = fitting.flatMap((name) => streams.documents(name));
  const hits = query === undefined ? all : all.filter(within(query));
  return {
    hits: { total: { value: hits.length, relation: 'eq' }, hits: [] },
    aggregations: {
      ...(aggs.nodes === undefined ? {} : { nodes: { buckets: newestOf(hits) } }),
      ...(aggs.recent === undefined
        ? {}
        : { recent: { doc_count: hits.filter(within(aggs.recent.filter)).length } }),
    },
  };
}

function newestOf(hits: readonly Document[]) {
  const nodes = new Map<string, number>();
  for (const hit of hits) {
    const { name = '' } = (hit.host ?? {}) as { readonly name?: string };
    nodes.set(name, Math.max(nodes.get(name) ?? 0, timeOf(hit)));
  }
  return [...nodes].map(([key, value]) => ({ key, doc_count: 1, newest: { value } }));
}

const timeOf = (hit: Document): number => Date.parse(String(hit['@timestamp']));

const within = ({ range: { '@timestamp': range } }: Range) => {
  const [from, to] = [dateMath(range.gte, -Infinity), dateMath(range.lte, Infinity)];
  return (hit: Document): boolean => timeOf(hit) >= from && timeOf(hit) <= to;
};

const units: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

function dateMath(text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  const [, sign, count, unit = ''] = /^now(?:([+-])(\d+)([smhd]))?$/.exec(text) ?? [];
  if (!text.startsWith('now'))
    throw new Refused(400, 'parse_exception', `failed to parse date field [${text}]`);
  return Date.now() + (sign === '-' ? -1 : 1) * Number(count ?? 0) * (units[unit] ?? 0);
}
