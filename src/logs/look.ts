import type { Client, estypes } from '@elastic/elasticsearch';

/** What Elasticsearch has of the logs. */
export interface Look {
  /** Time of the newest line of each node, in milliseconds. */
  readonly newest: ReadonlyMap<string, number>;
  /** Documents that were put aside: all that are kept, and those whose lines are at most 15 minutes old. */
  readonly rejected: { readonly all: number; readonly recent: number };
}

/** What {@link lookAt} asks. */
export interface LookProps {
  readonly client: Client;
  /** Data streams of lines, and that of documents that were refused. */
  readonly streams: readonly string[];
  readonly rejected: string;
  /** How far back lines are looked for, as Elasticsearch has it, such as `now-24h`. */
  readonly since: string;
}

/** Most nodes that are told apart. */
const mostNodes = 1000;

/**
 * Asks Elasticsearch, one question after the other. Lines of a clock that is ahead of ours by more than a minute do not count: they would
 * look new for as long as it is.
 */
export async function lookAt({ client, streams, rejected, since }: LookProps): Promise<Look> {
  const lines = await client.search<unknown, { nodes: Nodes }>({
    index: [...streams],
    ...lenient,
    size: 0,
    track_total_hits: false,
    query: { range: { '@timestamp': { gte: since, lte: 'now+1m' } } },
    aggs: { nodes: { terms: { field: 'host.name', size: mostNodes }, aggs: { newest } } },
  });
  const refused = await client.search<unknown, { recent: { doc_count: number } }>({
    index: rejected,
    ...lenient,
    size: 0,
    track_total_hits: true,
    aggs: { recent: { filter: { range: { '@timestamp': { gte: 'now-15m' } } } } },
  });
  return {
    newest: new Map(
      (lines.aggregations?.nodes.buckets ?? []).map(({ key, newest: { value } }) => [key, value]),
    ),
    rejected: { all: totalOf(refused.hits.total), recent: refused.aggregations?.recent.doc_count ?? 0 },
  };
}

const newest = { max: { field: '@timestamp' } } as const;

/** A stream that is not there yet has nothing; that is no error. */
const lenient = { ignore_unavailable: true, allow_no_indices: true } as const;

interface Nodes {
  readonly buckets: readonly { readonly key: string; readonly newest: { readonly value: number } }[];
}

const totalOf = (total: estypes.SearchTotalHits | number | undefined): number =>
  typeof total === 'object' ? total.value : (total ?? 0);
