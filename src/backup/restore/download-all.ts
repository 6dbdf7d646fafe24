import { join } from 'node:path';
import { Failure } from '../../cli/errors.ts';
import { printable } from '../../cli/words.ts';
import type { BaseManifest, DumpManifest } from '../manifest.ts';
import type { RepositoryReader } from '../reader.ts';
import { download } from './download.ts';
import { inTurn } from './in-turn.ts';
import { resuming } from './resuming.ts';
import type { Show } from './show.ts';
import { bytesOfFiles } from './speeds.ts';

/** A name from a bucket must not lead out of a folder. */
const fileName = /^[a-z0-9][a-z0-9._-]*$/;

/** Who downloads, and who is told. */
interface Means {
  readonly reader: RepositoryReader;
  readonly show: Show;
}

/** Downloads all files of a backup, and verifies each. @param from their folder in the bucket @param into a folder that is there */
export async function downloadAll(
  { reader, show }: Means,
  files: (DumpManifest | BaseManifest)['files'],
  from: string,
  into: string,
): Promise<void> {
  const get = resuming(reader);
  show.begin('Downloading', bytesOfFiles({ files }));
  await inTurn(Object.entries(files), 4, async ([name, { bytes, sha256 }]) => {
    if (!fileName.test(name))
      throw new Failure(`${from} names the file '${printable(name)}', which is no name of a file.`);
    await download(get, { key: `${from}${name}`, path: join(into, name), bytes, sha256 }, show.add);
  });
}
