import type { Listed, Objects } from '../objects.ts';

/** How often all of a folder is listed again, in milliseconds: what was deleted, or came with a name in between, is found by that. */
export const wholeEvery = 600_000;

/** What {@link Listing} is of. */
export interface ListingProps {
  /** Below the prefix, with a slash at its end. */
  readonly folder: string;
  readonly keeps: (key: string) => boolean;
  /** A name in the folder to begin after. @default - its beginning */
  readonly from?: string;
  /** Up to which name nothing more will come. @default - the newest that is known */
  readonly settled?: (known: readonly Listed[]) => string | undefined;
}

/** The names of a folder, of which each look asks only for those that may be new. */
export class Listing {
  private known: readonly Listed[] = [];
  private wholeAt = -Infinity;

  constructor(private readonly props: ListingProps) {}

  /** What is there, sorted by name. @param at the time, in milliseconds. */
  async look(objects: Objects, at: number): Promise<readonly Listed[]> {
    const { folder, keeps, from, settled = newest } = this.props;
    const isWhole = at - this.wholeAt >= wholeEvery;
    const last = isWhole ? undefined : settled(this.known);
    const after = last?.slice(`${objects.prefix}/${folder}`.length) ?? from;
    const found = (await objects.list(folder, after)).filter(({ key }) => keeps(key));
    if (isWhole) this.wholeAt = at;
    this.known = [...(last === undefined ? [] : this.known.filter(({ key }) => key <= last)), ...found];
    return this.known;
  }

  /** Has the next look list all of it. */
  forget(): void {
    this.wholeAt = -Infinity;
  }
}

const newest = (known: readonly Listed[]): string | undefined => known.at(-1)?.key;
