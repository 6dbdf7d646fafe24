import { idOfManifest } from '../keys.ts';
import {
  baseManifestSchema,
  checkSchema,
  dumpManifestSchema,
  type BaseManifest,
  type Check,
  type DumpManifest,
} from '../manifest.ts';
import { checkName } from '../reader.ts';
import { Shelf } from './shelf.ts';

/** Kinds of backups, as labels have them. */
export type Kind = 'dump' | 'verified' | 'base';

/** All that a bucket holds besides the log. */
export interface Shelves {
  readonly dump: Shelf<DumpManifest>;
  readonly verified: Shelf<DumpManifest>;
  readonly base: Shelf<BaseManifest>;
  readonly check: Shelf<Check>;
}

/** Shelves of a repository with this prefix, of which nothing is known yet. */
export const shelvesOf = (prefix: string): Shelves => ({
  dump: dumps(prefix, 'dumps'),
  verified: dumps(prefix, 'verified'),
  base: new Shelf({
    folder: 'base',
    schema: baseManifestSchema,
    idOf: (key) => idOfManifest(prefix, 'base', key),
    belongs: ({ id: own }, id) => own === id,
    moment: ({ startedAt }) => Date.parse(startedAt),
  }),
  check: new Shelf({
    folder: 'checks',
    schema: checkSchema,
    idOf: (key) => checkName.exec(key)?.[0],
    // A dump may be checked more than once.
    belongs: () => true,
    moment: ({ checkedAt }) => Date.parse(checkedAt),
  }),
});

const dumps = (prefix: string, folder: 'dumps' | 'verified') =>
  new Shelf({
    folder,
    schema: dumpManifestSchema,
    idOf: (key) => idOfManifest(prefix, folder, key),
    belongs: ({ id: own }, id) => own === id,
    moment: ({ snapshotAt }) => Date.parse(snapshotAt),
  });
