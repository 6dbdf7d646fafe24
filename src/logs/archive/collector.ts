import { mebi } from './sizes.ts';

/** What {@link collectorConfig} is made of. */
export interface CollectorProps {
  /** Pods whose lines are kept: those of the Deployment of that name. */
  readonly service: { readonly namespace: string; readonly name: string };
  /** The bucket, with the folder in it. */
  readonly archive: {
    readonly bucket: string;
    readonly region: string;
    readonly prefix: string;
    /** Address of something else that speaks S3. @default - that of the region */
    readonly endpoint?: string | undefined;
  };
  /** Where kubelet keeps the logs of pods. @default /var/log/pods */
  readonly podLogs?: string;
  /** Where it remembers how far it has read, and keeps what is not sent yet. @default /var/lib/fraiseql-log-archive */
  readonly state?: string;
  /** Where it tells of itself. */
  readonly ports?: CollectorPorts;
  /** How long lines wait for others, and how much may wait on the disk. @default - {@link waiting} */
  readonly waiting?: Waiting;
}

/** Addresses of the collector. */
export interface CollectorPorts {
  /** Series for Prometheus. */
  readonly metrics: { readonly host: string; readonly port: number };
  /** Whether it lives. */
  readonly health: { readonly host: string; readonly port: number };
  /** Where one half hands over to the other: never further than the pod. */
  readonly handOver: number;
}

/** @see CollectorPorts */
export const collectorPorts: CollectorPorts = {
  metrics: { host: '0.0.0.0', port: 8888 },
  health: { host: '0.0.0.0', port: 13_133 },
  handOver: 4317,
};

/** Longest line in bytes: what is longer goes on as another line. It must fit into an object, or the queue would drop it. */
export const longestLine = 8 * mebi;

/** What decides how large objects are, and how long S3 may be away. */
export interface Waiting {
  /** Bytes of lines in an object, before it is compressed. */
  readonly object: number;
  /** After how long a smaller one is written all the same, as `30m`. */
  readonly longest: string;
  /** Bytes of lines that may wait on the node's disk. When it is full, files are read no further. */
  readonly queue: number;
}

/**
 * Objects of 16 MiB of lines, about 2 MB compressed: far above the 128 KB below which S3 moves nothing to Glacier, and small enough to hold in
 * memory a few times over. With half an hour, a replica that logs 3 lines a second still fills 200 KB. 2 GiB are 5 hours of 1,000 lines a second on
 * three nodes.
 */
export const waiting: Waiting = { object: 16 * mebi, longest: '30m', queue: 2048 * mebi };

/**
 * The configuration of the OpenTelemetry Collector, without a credential in it.
 *
 * It has two halves. The first reads the files and keeps what it read in a queue on disk; the second writes objects. They talk OTLP inside the
 * pod, since the exporter of S3 has no retry of its own: what S3 refuses for good (a key that is disabled, a role that is gone) it drops. Handed
 * over, the refusal is an answer to the first half, which asks again until it is taken.
 */
export function collectorConfig(props: CollectorProps): object {
  const { ports = collectorPorts, state = '/var/lib/fraiseql-log-archive' } = props;
  const address = (at: { host: string; port: number }) => `${at.host}:${String(at.port)}`;
  return {
    extensions: {
      // What is written is on the disk when the power goes. Pages that cannot be read all the same are put aside, and the logs read again. A file
      // that a drained queue has left is made small.
      file_storage: {
        directory: state,
        recreate: true,
        fsync: true,
        compaction: { ...compaction, directory: state },
      },
      health_check: { endpoint: address(ports.health) },
    },
    receivers: { filelog: files(props), otlp: received(ports) },
    exporters: { otlp_grpc: queue(props, ports), awss3: objects(props) },
    service: {
      extensions: ['file_storage', 'health_check'],
      pipelines: {
        'logs/read': { receivers: ['filelog'], exporters: ['otlp_grpc'] },
        'logs/write': { receivers: ['otlp'], exporters: ['awss3'] },
      },
      telemetry: {
        logs: { level: 'warn', encoding: 'json' },
        metrics: { level: 'normal', readers: [{ pull: { exporter: { prometheus: ports.metrics } } }] },
      },
    },
  };
}

const compaction = { on_rebound: true, cleanup_on_start: true };

/**
 * Files of the service's pods, with the one that kubelet rotated last. Bytes stay as they are: spaces, carriage returns, and what is no UTF-8.
 * A line is what the program wrote: without the runtime's time and stream, and joined again where the runtime has cut it.
 */
const files = ({ service: { namespace, name }, podLogs = '/var/log/pods' }: CollectorProps) => ({
  include: ['log', 'log.*'].map((end) => `${podLogs}/${namespace}_${name}-*-?????_*/*/*.${end}`),
  exclude: ['gz', 'tmp'].map((end) => `${podLogs}/*/*/*.${end}`),
  start_at: 'beginning',
  encoding: 'utf-8-raw',
  // By itself it would take the carriage return away with the end of a line.
  multiline: { line_end_pattern: '\n', omit_pattern: true },
  include_file_name: false,
  include_file_path: true,
  preserve_leading_whitespaces: true,
  preserve_trailing_whitespaces: true,
  poll_interval: '1s',
  storage: 'file_storage',
  retry_on_failure: forever,
  operators: [
    {
      type: 'regex_parser',
      regex: '(?s)^(?P<time>\\S+) (?P<stream>stdout|stderr) (?P<tag>\\S+) ?(?P<line>.*)$',
      // What is no line of a runtime is kept whole.
      on_error: 'send_quiet',
    },
    { type: 'move', if: 'attributes.line != nil', from: 'attributes.line', to: 'body' },
    {
      type: 'add',
      field: 'attributes.source',
      value: 'EXPR(attributes["log.file.path"] + (attributes.stream ?? ""))',
    },
    {
      type: 'recombine',
      combine_field: 'body',
      combine_with: '',
      is_last_entry: 'attributes.tag != "P"',
      source_identifier: 'attributes.source',
      force_flush_period: '1m',
      max_log_size: longestLine,
    },
    { type: 'remove', field: 'attributes' },
  ],
});

/** Until it is taken, for hours if need be. */
const forever = { enabled: true, initial_interval: '1s', max_interval: '30s', max_elapsed_time: 0 };

/** What is read waits on the disk until it is in the bucket; when the disk is full, nothing more is read. */
function queue(
  { waiting: { object, longest, queue: size } = waiting }: CollectorProps,
  { handOver }: CollectorPorts,
) {
  const batch = { sizer: 'bytes', min_size: object, max_size: object, flush_timeout: longest };
  return {
    endpoint: `127.0.0.1:${String(handOver)}`,
    tls: { insecure: true },
    compression: 'none',
    timeout: '5m',
    retry_on_failure: forever,
    sending_queue: {
      storage: 'file_storage',
      sizer: 'bytes',
      queue_size: size,
      block_on_overflow: true,
      num_consumers: 1,
      batch,
    },
  };
}

/** A message that is too large would be refused for good: the limit is far above an object. */
const received = ({ handOver }: CollectorPorts) => ({
  protocols: { grpc: { endpoint: `127.0.0.1:${String(handOver)}`, max_recv_msg_size_mib: 64 } },
});

/** Each batch is an object, named by hour, node and a number that sorts by time. How it is encrypted and kept is up to the bucket. */
const objects = ({ archive: { bucket, region, prefix, endpoint } }: CollectorProps) => ({
  marshaler: 'body',
  timeout: '4m',
  s3uploader: {
    region,
    s3_bucket: bucket,
    s3_base_prefix: prefix,
    s3_partition_format: 'year=%Y/month=%m/day=%d/hour=%H',
    s3_partition_timezone: 'UTC',
    file_prefix: '${env:NODE_NAME}_',
    unique_key_func_name: 'uuidv7',
    compression: 'gzip',
    ...(endpoint === undefined ? {} : { endpoint, s3_force_path_style: true }),
  },
});

/** Emits what it read before it remembers how far: a kill in between repeats lines, and loses none. */
export const collectorFlags = ['--feature-gates=stanza.synchronousLogEmitter'];
