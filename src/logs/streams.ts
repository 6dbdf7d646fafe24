/** Kinds of log lines, each in a data stream of its own, so that it may be read, and kept, by rules of its own. */
export const kinds = ['request', 'error', 'audit', 'security'] as const;

/** A kind of log line. */
export type Kind = (typeof kinds)[number];

/** Documents that Elasticsearch refused, as text. */
export const rejected = 'rejected';

/** What is `<namespace>` in the names of data streams: the environment. A dash divides the parts of a name. */
export const dataNamespace = (environment: string): string => environment.replaceAll('-', '_');

/** A data stream, by the naming scheme of Elastic: `logs-fraiseql.audit-production`. */
export const streamName = (kind: Kind | typeof rejected, environment: string): string =>
  `logs-fraiseql.${kind}-${dataNamespace(environment)}`;

/** Every data stream of an environment. */
export const streamNames = (environment: string): readonly string[] =>
  ([...kinds, rejected] as const).map((kind) => streamName(kind, environment));

/** A pattern that takes in all of them and no other environment's. */
export const streamPattern = (environment: string): string => `logs-fraiseql.*-${dataNamespace(environment)}`;
