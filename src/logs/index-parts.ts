import { createHash } from 'node:crypto';
import type { estypes } from '@elastic/elasticsearch';
import type { LogsConfig } from './config.ts';
import { dataNamespace, streamPattern } from './streams.ts';

/** Whose a part is: nothing without this mark is ever changed. */
export const owner = 'fraiseql-monitoring';

/** Names of the parts, of one environment each, so that several may share an Elasticsearch. */
export const partNames = (environment: string) => {
  const base = `fraiseql-logs-${dataNamespace(environment)}`;
  return { policy: base, mappings: `${base}-mappings`, settings: `${base}-settings`, template: base };
};

/** Higher than the 100 of the templates that Elasticsearch brings for `logs-*-*`. */
export const priority = 500;

const keyword = { type: 'keyword', ignore_above: 1024 } as const;
const words = { type: 'match_only_text' } as const;
const number = { ignore_malformed: true } as const;

/**
 * What documents are made of. `dynamic: false`: a field that is not here is kept and found by nobody, so that no line can add fields
 * to the index until it takes no more. Numbers that are none are left out of the index; the document is not.
 */
export const mappings = {
  dynamic: false,
  properties: {
    '@timestamp': { type: 'date' },
    message: words,
    target: keyword,
    stream: keyword,
    log: {
      properties: {
        level: { ...keyword, normalizer: 'lowercase' },
        parse: keyword,
        after: words,
        flags: keyword,
        offset: { type: 'long', index: false },
      },
    },
    fields: {
      properties: {
        query_hash: keyword,
        api_key_id: keyword,
        duration_ms: { type: 'float', ...number },
        result_rows: { type: 'long', ...number },
        status: keyword,
        context: words,
        error: words,
        severity: keyword,
      },
    },
    other: { type: 'flattened', ignore_above: 1024, depth_limit: 20 },
    host: { properties: { name: keyword } },
    kubernetes: {
      properties: {
        pod: { properties: { name: keyword, uid: keyword } },
        container: { properties: { name: keyword } },
      },
    },
    data_stream: {
      properties: {
        type: { type: 'constant_keyword' },
        dataset: { type: 'constant_keyword' },
        namespace: { type: 'constant_keyword' },
      },
    },
    // Of documents that were refused: what Filebeat says of them.
    error: { properties: { type: keyword, message: words } },
  },
} as const satisfies estypes.MappingTypeMapping;

/** Settings of each index. Searched or not, what arrived is found after a second. */
const indexSettings = ({ environment, retention: { replicas } }: LogsConfig) =>
  ({
    index: {
      number_of_shards: 1,
      number_of_replicas: replicas,
      refresh_interval: '1s',
      codec: 'best_compression',
      lifecycle: { name: partNames(environment).policy },
      mapping: { total_fields: { limit: 200 } },
    },
  }) satisfies estypes.IndicesIndexSettings;

/** Closes an index at 50 GB or its age, and deletes it so many days after that: its last document is then that old, its first older. */
const policy = ({ retention: { days, rollover } }: LogsConfig) =>
  ({
    hot: {
      min_age: '0ms',
      actions: {
        rollover: { max_primary_shard_size: '50gb', max_age: rollover },
        set_priority: { priority: 100 },
      },
    },
    delete: { min_age: `${String(days)}d`, actions: { delete: {} } },
  }) satisfies estypes.IlmPhases;

/** The bodies that Elasticsearch is sent, and the mark that an index has which was made of them. */
export function indexParts(config: LogsConfig) {
  const { environment } = config;
  const names = partNames(environment);
  const settings = indexSettings(config);
  const version = createHash('sha256')
    .update(JSON.stringify({ mappings, settings }))
    .digest('hex')
    .slice(0, 12);
  const _meta = { managed_by: owner, environment };
  return {
    version,
    policy: { name: names.policy, policy: { phases: policy(config), _meta } },
    mappings: {
      name: names.mappings,
      template: { mappings: { ...mappings, _meta: { ..._meta, version } } },
      _meta,
    },
    settings: { name: names.settings, template: { settings }, _meta },
    template: {
      name: names.template,
      index_patterns: [streamPattern(environment)],
      data_stream: {},
      composed_of: [names.mappings, names.settings],
      priority,
      _meta,
    },
  } satisfies {
    version: string;
    policy: estypes.IlmPutLifecycleRequest;
    mappings: estypes.ClusterPutComponentTemplateRequest;
    settings: estypes.ClusterPutComponentTemplateRequest;
    template: estypes.IndicesPutIndexTemplateRequest;
  };
}

/** {@link indexParts} of one configuration. */
export type IndexParts = ReturnType<typeof indexParts>;
