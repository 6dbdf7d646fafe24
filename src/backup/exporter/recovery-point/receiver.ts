import type { BaseManifest } from '../../manifest.ts';
import type { Listed, Objects } from '../../objects.ts';
import { bytesOf, chain, type Chain } from '../../wal/chain.ts';
import { chunkKey, chunkOf, historyOf, systemFolder } from '../../wal/chunk.ts';
import { digits, positionOf, segmentAt } from '../../wal/lsn.ts';
import { Listing } from '../listing.ts';
import type { Shelved } from '../shelf.ts';
import type { RecoveryPoint } from './point.ts';

/** How far the log in the bucket reaches from the newest base, without a gap. */
export class ReceiverPoint {
  private base = '';
  private listing: Listing | undefined;
  /** Key of the last piece of the unbroken log. */
  private last: string | undefined;

  /** What is there now. @param at the time, in milliseconds. */
  async look(
    objects: Objects,
    newest: Shelved<BaseManifest> | undefined,
    at: number,
  ): Promise<RecoveryPoint> {
    if (newest === undefined)
      return { problem: 'There is no base backup, without which the log restores nothing.' };
    const base = newest.document;
    if (base.id !== this.base) this.forget();
    this.base = base.id;
    this.listing ??= this.listingFrom(objects.prefix, base);
    const { prefix } = objects;
    const listed = await this.listing.look(objects, at);
    const keys = listed.map(({ key }) => key);
    const chunks = keys.flatMap((key) => chunkOf(prefix, key) ?? []);
    const histories = keys.flatMap((key) => historyOf(prefix, key) ?? []);
    const found = chain(base, chunks, histories);
    const last = found.chunks.at(-1);
    this.last = last && chunkKey(prefix, last);
    const problem = problemOf(found, chunks.at(-1)?.timeline ?? 0);
    const used = new Set(found.chunks.map((one) => chunkKey(prefix, one)));
    const moment = notAfter(
      found.recoveryPoint,
      newest,
      listed.filter(({ key }) => used.has(key)),
    );
    return { moment, ...(problem === undefined ? {} : { problem }) };
  }

  /** Has the next look list all of it. */
  forget(): void {
    this.listing = undefined;
  }

  /**
   * The log from where a base needs it. What is unbroken is not listed again. What comes after is, each time: pieces are uploaded several at
   * once, and the one before may come later.
   */
  private listingFrom(prefix: string, base: BaseManifest): Listing {
    const { timeline, start } = base.wal;
    const first = segmentAt(positionOf(start), timeline, bytesOf(base));
    this.last = undefined;
    return new Listing({
      folder: systemFolder('', base.server.systemIdentifier).slice(1),
      keeps: (key) => chunkOf(prefix, key) !== undefined || historyOf(prefix, key) !== undefined,
      from: `${digits(timeline)}/${first}`,
      settled: () => this.last,
    });
  }
}

/** What is in the bucket was before S3 had it, whatever the clock of a pod wrote into its name. */
const notAfter = (point: number, base: Pick<Listed, 'storedAt'>, used: readonly Listed[]): number =>
  Math.min(
    point,
    used.reduce((last, { storedAt }) => Math.max(last, storedAt), base.storedAt),
  );

function problemOf({ gap, timeline }: Chain, newest: number): string | undefined {
  const cure = 'Take a base backup: there is no way from this one over that.';
  if (gap !== undefined) {
    return `The log has a gap on timeline ${String(gap.timeline)} from ${gap.from} to ${gap.to}. ${cure}`;
  }
  if (timeline >= newest) return undefined;
  return `The log goes on on timeline ${String(newest)}, which cannot be reached from timeline ${String(timeline)}. ${cure}`;
}
