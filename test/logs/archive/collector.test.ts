import { expect, test } from 'vitest';
import { collectorConfig, longestLine, waiting } from '../../../src/logs/archive/collector.ts';
import { mebi } from '../../../src/logs/archive/sizes.ts';
import { toYaml } from '../../../src/output/yaml.ts';

const props = {
  service: { namespace: 'fraiseql', name: 'fraiseql-api' },
  archive: { bucket: 'a-bucket', region: 'eu-central-1', prefix: 'production' },
};

interface Config {
  readonly receivers: {
    readonly filelog: { readonly include: readonly string[]; readonly retry_on_failure: object };
    readonly otlp: {
      readonly protocols: {
        readonly grpc: { readonly endpoint: string; readonly max_recv_msg_size_mib: number };
      };
    };
  };
  readonly exporters: {
    readonly otlp_grpc: {
      readonly endpoint: string;
      readonly retry_on_failure: object;
      readonly sending_queue: Queue;
    };
    readonly awss3: { readonly s3uploader: Readonly<Record<string, unknown>> };
  };
}

interface Queue {
  readonly block_on_overflow: boolean;
  readonly queue_size: number;
  readonly storage: string;
  readonly batch: { readonly max_size: number };
}

const config = collectorConfig(props) as Config;
const { filelog, otlp } = config.receivers;
const { otlp_grpc: queue, awss3 } = config.exporters;

test('asks again until it is taken, and reads no further when the disk is full', () => {
  expect(filelog.retry_on_failure).toMatchObject({ enabled: true, max_elapsed_time: 0 });
  expect(queue.retry_on_failure).toMatchObject({ enabled: true, max_elapsed_time: 0 });
  expect(queue.sending_queue).toMatchObject({ block_on_overflow: true, storage: 'file_storage' });
});

test('hands over inside the pod, in messages that fit', () => {
  const { grpc } = otlp.protocols;
  expect(grpc.endpoint).toBe(queue.endpoint);
  expect(grpc.endpoint).toMatch(/^127\.0\.0\.1:/);
  // What does not fit is refused for good. Lengths and times come to less than the lines themselves.
  expect(grpc.max_recv_msg_size_mib * mebi).toBeGreaterThanOrEqual(2 * queue.sending_queue.batch.max_size);
});

test('the longest line fits into an object, and many objects onto the disk', () => {
  expect(longestLine).toBeLessThan(waiting.object);
  expect(waiting.queue).toBeGreaterThanOrEqual(100 * waiting.object);
});

test('reads the pods of the Deployment, and what kubelet rotated last', () => {
  expect(filelog.include).toEqual([
    '/var/log/pods/fraiseql_fraiseql-api-*-?????_*/*/*.log',
    '/var/log/pods/fraiseql_fraiseql-api-*-?????_*/*/*.log.*',
  ]);
});

test('names the region and its own address only where it is told one', () => {
  expect(awss3.s3uploader).not.toHaveProperty('endpoint');
  const endpoint = 'https://s3.example.com';
  const told = collectorConfig({ ...props, archive: { ...props.archive, endpoint } }) as Config;
  expect(told.exporters.awss3.s3uploader).toMatchObject({ endpoint, s3_force_path_style: true });
});

test('has no credential in it', () => {
  expect(toYaml(config)).not.toMatch(/secret|password|token|access_key/i);
});
