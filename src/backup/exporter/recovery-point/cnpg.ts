import type { Listed, Objects } from '../../objects.ts';
import { Listing, wholeEvery } from '../listing.ts';
import type { RecoveryPoint } from './point.ts';

/** Segments of the log as Barman names them: `cnpg/<cluster>/wals/<timeline and number>/<segment>.gz`. */
const segment = /\/(cnpg\/[^/]+\/wals\/)[0-9A-F]{16}\/[0-9A-F]{24}(\.[a-z0-9]+)?$/;

/**
 * When the newest segment came that CloudNativePG has archived. All in it was committed before that moment, by as much as the upload took.
 */
export class CnpgPoint {
  private cluster: Listing | undefined;
  private soughtAt = -Infinity;

  /** What is there now. @param at the time, in milliseconds. */
  async look(objects: Objects, at: number): Promise<RecoveryPoint> {
    // A cluster that was restored from another archives below a name of its own, which may sort before the other's.
    if (at - this.soughtAt >= wholeEvery) await this.seek(objects, at);
    const moment = newestOf((await this.cluster?.look(objects, at)) ?? [])?.storedAt;
    if (moment !== undefined) return { moment };
    return { problem: 'CloudNativePG has archived no log below cnpg/ in the bucket.' };
  }

  /** Has the next look list all of it. */
  forget(): void {
    this.soughtAt = -Infinity;
  }

  /** Finds the cluster that archived last. */
  private async seek(objects: Objects, at: number): Promise<void> {
    const all = (await objects.list('cnpg/')).filter(({ key }) => segment.test(key));
    const folder = segment.exec(newestOf(all)?.key ?? '')?.[1];
    this.cluster =
      folder === undefined ? undefined : new Listing({ folder, keeps: (key) => segment.test(key) });
    // Until there is one, each look asks: there is nothing to list.
    if (folder !== undefined) this.soughtAt = at;
  }
}

const newestOf = (all: readonly Listed[]): Listed | undefined =>
  all.reduce<Listed | undefined>(
    (newest, one) => (one.storedAt > (newest?.storedAt ?? -1) ? one : newest),
    undefined,
  );
