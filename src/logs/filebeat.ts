import { lineScript } from './line-script.ts';
import { dataNamespace, rejected, streamName } from './streams.ts';

/** What {@link filebeatConfig} is made of. */
export interface FilebeatProps {
  readonly environment: string;
  /** Pods whose lines are read: those of the Deployment of that name. */
  readonly service: { readonly namespace: string; readonly name: string };
  /** Address of Elasticsearch. */
  readonly url: string;
  /** File with the authority that signed its certificate. @default - those of the image */
  readonly caFile?: string | undefined;
  /** Where kubelet keeps the logs of pods. @default /var/log/pods */
  readonly podLogs?: string;
  /** Where Filebeat remembers how far it has read. @default /var/lib/filebeat */
  readonly registry?: string;
  /** Where it answers whether it lives. @default 0.0.0.0:5066 */
  readonly http?: { readonly host: string; readonly port: number };
}

/** Longest line in bytes; what is beyond is cut off. 64 of them, the most in one request, stay below the 100 MB that Elasticsearch takes. */
export const longestLine = 1_048_576;
const requestSize = 64;

/** The configuration of Filebeat, without a credential in it: that is a second file. Every option is one that 7.17 and 8 both have. */
export function filebeatConfig(props: FilebeatProps): object {
  const { http = { host: '0.0.0.0', port: 5066 }, registry = '/var/lib/filebeat' } = props;
  return {
    name: '${NODE_NAME}',
    'path.data': registry,
    'filebeat.inputs': [input(props, 'stdout'), input(props, 'stderr')],
    'filebeat.shutdown_timeout': '5s',
    processors: processors(props),
    // A batch leaves when it is full or a second old.
    'queue.mem': { events: 1024, 'flush.min_events': requestSize, 'flush.timeout': '1s' },
    'output.elasticsearch': output(props),
    // Templates and policies are those of `logs setup`: Filebeat has no right to make any.
    'setup.template.enabled': false,
    'setup.ilm.enabled': false,
    http: { enabled: true, ...http },
    logging: { level: 'warning', to_stderr: true, 'metrics.enabled': false },
  };
}

/**
 * Files of the service's pods, with the one that kubelet rotated last: a link in /var/log/containers leads to the new file at once, and
 * whoever starts after that never finds the rest of the old one. Both streams of a pod are in one file, and are read apart: a line of JSON waits
 * for no other, and none comes between the lines of a panic.
 */
const input = (
  { service: { namespace, name }, podLogs = '/var/log/pods' }: FilebeatProps,
  stream: 'stdout' | 'stderr',
) => ({
  type: 'filestream',
  id: `fraiseql-${stream}`,
  paths: [`${podLogs}/${namespace}_${name}-*-?????_*/*/*.log*`],
  // By device and inode: a rename keeps them, and a file of a few bytes is read at once.
  'file_identity.native': null,
  prospector: { scanner: { check_interval: '5s', exclude_files: ['\\.gz$', '\\.tmp$'] } },
  // A file that kubelet removes is read to its end: it is held open for so long, and takes room on the node.
  close: { on_state_change: { removed: false, inactive: '5m' }, reader: { after_interval: '12h' } },
  clean_removed: true,
  message_max_bytes: longestLine,
  backoff: { init: '1s', max: '1s' },
  parsers: [{ container: { stream, format: 'cri' } }, ...(stream === 'stderr' ? [{ multiline: panic }] : [])],
});

/** What is no JSON, and begins no panic, goes on with what was before: the message and the backtrace. */
const panic = {
  type: 'pattern',
  pattern: "^(\\{|thread ')",
  negate: true,
  match: 'after',
  max_lines: 2000,
  timeout: '1s',
};

function processors({ environment, podLogs = '/var/log/pods' }: FilebeatProps) {
  return [
    {
      dissect: {
        field: 'log.file.path',
        tokenizer: `${podLogs}/%{?namespace}_%{pod.name}_%{pod.uid}/%{container.name}/%{?file}`,
        target_prefix: 'kubernetes',
      },
    },
    // The same line has the same id, so that a line that is sent twice is stored once.
    {
      fingerprint: {
        fields: ['kubernetes.pod.uid', 'kubernetes.container.name', 'log.offset', '@timestamp', 'message'],
        ignore_missing: true,
        encoding: 'base64',
        target_field: '@metadata._id',
      },
    },
    { script: { lang: 'javascript', source: lineScript, timeout: '5s' } },
    {
      timestamp: {
        field: 'time',
        layouts: ['2006-01-02T15:04:05.999999999Z07:00'],
        ignore_missing: true,
        ignore_failure: true,
      },
    },
    {
      add_fields: { target: 'data_stream', fields: { type: 'logs', namespace: dataNamespace(environment) } },
    },
    { drop_fields: { fields: ['agent', 'ecs', 'input', 'time', 'log.file'], ignore_missing: true } },
  ];
}

function output({ url, caFile, environment }: FilebeatProps) {
  return {
    hosts: [withPort(url)],
    ...(caFile === undefined ? {} : { 'ssl.certificate_authorities': [caFile] }),
    index: `logs-%{[data_stream.dataset]}-${dataNamespace(environment)}`,
    worker: 2,
    bulk_max_size: requestSize,
    compression_level: 1,
    timeout: '90s',
    backoff: { init: '1s', max: '30s' },
    'non_indexable_policy.dead_letter_index': { index: streamName(rejected, environment) },
  };
}

/** Filebeat takes port 9200 where none is said, whatever the scheme. */
function withPort(url: string): string {
  const { protocol, hostname, port, pathname } = new URL(url);
  const known = port === '' ? (protocol === 'https:' ? '443' : '80') : port;
  return `${protocol}//${hostname}:${known}${pathname === '/' ? '' : pathname}`;
}
