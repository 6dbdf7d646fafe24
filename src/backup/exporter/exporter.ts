import type { RDSClientConfig } from '@aws-sdk/client-rds';
import type { S3ClientConfig } from '@aws-sdk/client-s3';
import type { Registry } from 'prom-client';
import { Failure } from '../../cli/errors.ts';
import { instruments } from '../../metrics/instruments.ts';
import { backupMetrics } from '../../metrics/backup.ts';
import type { BackupConfig } from '../config.ts';
import { openObjects } from '../objects.ts';
import { lookAt, type Look } from './look.ts';
import { pointWatch } from './recovery-point/watch.ts';
import { shelvesOf } from './shelves.ts';
import { show } from './show.ts';
import { Telling } from './telling.ts';

/** Settings of the clients of AWS. */
export interface Clients {
  readonly s3: S3ClientConfig;
  readonly rds: RDSClientConfig;
}

/** What {@link makeExporter} is made of. */
export interface ExporterProps {
  readonly config: BackupConfig;
  readonly registry: Registry;
  readonly now: () => Date;
  /** Is told of each change, in a sentence. */
  readonly say: (line: string) => unknown;
  readonly clients: Clients;
}

/** Looks at the bucket, and exports what it holds. Whatever fails is told, and ends nothing: what was last known stays, and ages. */
export function makeExporter({ config, registry, now, say, clients }: ExporterProps): {
  readonly look: () => Promise<void>;
} {
  const gauges = instruments(backupMetrics, registry);
  const { namespace, repository } = config;
  const objects = openObjects(repository, clients.s3);
  const shelves = shelvesOf(repository.prefix);
  const watch = pointWatch(config, clients.rds);
  const telling = new Telling(say);
  gauges.repositoryUp.set({ namespace }, 0);
  const looked = (look: Look): void => {
    show(gauges, namespace, look);
    gauges.repositoryUp.set({ namespace }, 1);
    gauges.lastRead.set({ namespace }, now().getTime() / 1000);
    telling.of(look);
    telling.change('bucket', undefined, `Bucket ${repository.bucket} can be read.`);
  };
  const refused = (error: unknown): void => {
    gauges.repositoryUp.set({ namespace }, 0);
    for (const one of [shelves.dump, shelves.verified, shelves.base, shelves.check, watch]) one.forget();
    telling.change('bucket', error instanceof Failure ? error.message : `The look failed: ${String(error)}`);
  };
  return { look: () => lookAt({ config, objects, shelves, watch }, now().getTime()).then(looked, refused) };
}
