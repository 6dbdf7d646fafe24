import type { RDSClientConfig } from '@aws-sdk/client-rds';
import type { BackupConfig } from '../../config.ts';
import type { BaseManifest } from '../../manifest.ts';
import type { Objects } from '../../objects.ts';
import type { Shelved } from '../shelf.ts';
import { CnpgPoint } from './cnpg.ts';
import type { RecoveryPoint } from './point.ts';
import { RdsPoint } from './rds.ts';
import { ReceiverPoint } from './receiver.ts';

/** What is known of the bucket when the recovery point is looked for. */
export interface Seen {
  readonly newestBase: Shelved<BaseManifest> | undefined;
  /** The moment that the newest dump shows, in milliseconds. */
  readonly newestDump: number | undefined;
}

/** Looks for the newest moment that the database can be brought back to. */
export interface PointWatch {
  readonly look: (objects: Objects, seen: Seen, at: number) => Promise<RecoveryPoint>;
  /** Has the next look list all of it. */
  readonly forget: () => void;
}

/** What tells the recovery point, by what makes it. */
export function pointWatch(config: BackupConfig, rds: RDSClientConfig): PointWatch {
  switch (config.pointInTime) {
    case 'receiver': {
      const point = new ReceiverPoint();
      return {
        look: (objects, { newestBase }, at) => point.look(objects, newestBase, at),
        forget: () => {
          point.forget();
        },
      };
    }
    case 'cnpg': {
      const point = new CnpgPoint();
      return {
        look: (objects, _, at) => point.look(objects, at),
        forget: () => {
          point.forget();
        },
      };
    }
    case 'rds': {
      const { region } = config.repository;
      const point = new RdsPoint({ region, instance: config.database.instance ?? '', client: rds });
      return { look: () => point.look(), forget: () => undefined };
    }
    case 'none':
      return { look: (_, { newestDump }) => Promise.resolve(dumpAlone(newestDump)), forget: () => undefined };
  }
}

const dumpAlone = (newest: number | undefined): RecoveryPoint =>
  newest === undefined ? { problem: 'There is no dump.' } : { moment: newest };
