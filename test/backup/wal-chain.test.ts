import { describe, expect, test } from 'vitest';
import { chain, type Base } from '../../src/backup/wal/chain.ts';
import {
  chunkKey,
  chunkOf,
  historyKey,
  historyOf,
  type Chunk,
  type History,
} from '../../src/backup/wal/chunk.ts';
import { lsnOf, positionOf, segmentAt, startOf } from '../../src/backup/wal/lsn.ts';
import { Progress } from '../../src/backup/wal/progress.ts';
import { randomOf, shuffled } from './wal-random.ts';

const system = '7711814463311094516';
const bytes = 2 ** 20;
const begun = Date.parse('2026-03-07T14:00:00.000Z');

/** A base whose own log ends at 0x300100. */
const aBase = (end = '0/300100', timeline = 1): Base => ({
  server: { systemIdentifier: system },
  startedAt: new Date(begun).toISOString(),
  wal: { timeline, start: '0/300028', end, segmentBytes: bytes },
});

/** The log from one position to another as one chunk: both are in the same segment. */
function aChunk(from: number, to: number, more: Partial<Chunk> = {}): Chunk {
  const timeline = more.timeline ?? 1;
  const segment = segmentAt(from, timeline, bytes);
  const start = startOf(segment, bytes);
  return {
    system,
    timeline,
    segment,
    from: from - start,
    to: to - start,
    time: begun + from / 1000,
    ...more,
  };
}

const first = 0x300000;
const history = (timeline: number, parent: number, at: number): History => ({
  ...{ system, timeline, parent },
  at: lsnOf(at),
});

describe('keys', () => {
  const chunk = aChunk(0x12345678, 0x12345700);

  test('say all of a chunk, and are sorted by its place', () => {
    const key = chunkKey('a/b', chunk);
    expect(key).toBe(
      `a/b/wal/${system}/00000001/000000010000000000000123/00045678-00045700-20260307T140505.419Z.gz`,
    );
    expect(chunkOf('a/b', key)).toEqual({ ...chunk, time: Math.floor(chunk.time) });
    const places = shuffled(
      [1, 2, 0xff, 0x100, 0xfff, 0x1000, 0xfffff].map((n) => n * 0x1000),
      randomOf(1),
    );
    const keys = places.map((at) => chunkKey('p', aChunk(at, at + 1)));
    const sorted = [...places].sort((a, b) => a - b).map((at) => chunkKey('p', aChunk(at, at + 1)));
    expect([...keys].sort()).toEqual(sorted);
  });

  test('say where a timeline left another', () => {
    const left = history(2, 1, 0x3000028);
    expect(historyKey('a', left)).toBe(`a/wal/${system}/00000002/00000002.history-00000001-0_3000028.gz`);
    expect(historyOf('a', historyKey('a', left))).toEqual(left);
  });

  test.each([
    'a/b/wal/1/00000001/000000010000000000000003/00000000-00000010-20260307T142205.123Z.gz.part',
    'a/b/wal/1/00000002/000000010000000000000003/00000000-00000010-20260307T142205.123Z.gz',
    'a/b/wal/1/00000001/000000010000000000000003/00000010-00000010-20260307T142205.123Z.gz',
    'a/b/wal/1/00000001/000000010000000000000003/00000000-00000010-20261307T142205.123Z.gz',
    'a/wal/1/00000001/000000010000000000000003/00000000-00000010-20260307T142205.123Z.gz',
    'a/b/wal/1/00000001/notes.txt',
  ])('%s is none', (key) => {
    expect(chunkOf('a/b', key)).toBeUndefined();
  });
});

describe('a chain', () => {
  test('without a chunk ends where the base does', () => {
    expect(chain(aBase(), [])).toEqual({ timeline: 1, end: '0/300100', recoveryPoint: begun, chunks: [] });
  });

  test('reaches the end of an unbroken log, and promises what its newest chunk does', () => {
    const chunks = [
      aChunk(first, first + 0x500),
      aChunk(first + 0x500, first + bytes),
      aChunk(first + bytes, first + bytes + 7),
    ];
    const found = chain(aBase(), [...chunks].reverse());
    expect(found).toEqual({
      timeline: 1,
      end: lsnOf(first + bytes + 7),
      recoveryPoint: chunks[2]?.time,
      chunks,
    });
  });

  test('ends at a gap, which it tells', () => {
    const chunks = [aChunk(first, first + 0x500), aChunk(first + 0x600, first + 0x700)];
    expect(chain(aBase(), chunks)).toMatchObject({
      end: lsnOf(first + 0x500),
      recoveryPoint: chunks[0]?.time,
      chunks: chunks.slice(0, 1),
      gap: { timeline: 1, from: lsnOf(first + 0x500), to: lsnOf(first + 0x600) },
    });
  });

  test('ends at a gap of a single byte', () => {
    const chunks = [aChunk(first, first + 0x500), aChunk(first + 0x501, first + 0x700)];
    expect(chain(aBase(), chunks).end).toBe(lsnOf(first + 0x500));
  });

  test('begins with the segment in which the base ends: half a segment would hide what the base brings', () => {
    expect(chain(aBase(), [aChunk(first + 0x80, first + 0x900)])).toMatchObject({
      end: '0/300100',
      chunks: [],
    });
    expect(chain(aBase(), [aChunk(first, first + 0x80)])).toMatchObject({ end: '0/300100', chunks: [] });
  });

  test('takes no chunk of another server', () => {
    const chunks = [aChunk(first, first + 0x500), aChunk(first + 0x500, first + 0x900, { system: '1' })];
    expect(chain(aBase(), chunks).end).toBe(lsnOf(first + 0x500));
  });

  test('does not take what a chunk says before its first heartbeat for a moment', () => {
    expect(chain(aBase(), [aChunk(first, first + 0x500, { time: 0 })]).recoveryPoint).toBe(begun);
  });

  test('whose pieces were cut at random, shipped twice and in any order, is as long as the log', () => {
    for (let seed = 1; seed <= 200; seed++) {
      const random = randomOf(seed);
      const end = first + Math.floor(random() * 3 * bytes) + 0x200;
      const chunks: Chunk[] = [];
      for (let at = first; at < end;) {
        const edge = Math.min(end, at - (at % bytes) + bytes);
        const to = Math.min(edge, at + 1 + Math.floor(random() * bytes * 0.7));
        chunks.push(aChunk(at, to));
        // Some are there again, shorter or longer at their front.
        if (random() < 0.3) {
          const from = Math.max(at - (at % bytes), at - Math.floor(random() * 5000));
          chunks.push(aChunk(from, to - Math.floor(random() * Math.min(to - at, 3000))));
        }
        at = to;
      }
      const found = chain(aBase(), shuffled(chunks, random));
      expect([seed, found.end, found.gap]).toEqual([seed, lsnOf(end), undefined]);
      // And without one of them it ends where one that looks at all of them, again and again, finds no next.
      const left = shuffled(chunks, random).slice(1);
      const reached = slowly(left, first);
      const expected = Math.max(positionOf(aBase().wal.end), reached);
      const broken = chain(aBase(), left);
      expect([seed, broken.end]).toEqual([seed, lsnOf(expected)]);
      const beyond = left.some(({ segment, from }) => startOf(segment, bytes) + from > reached);
      expect([seed, broken.gap !== undefined]).toEqual([seed, beyond]);
    }
  });

  test('of a hundred thousand chunks is found at once', () => {
    const chunks = Array.from({ length: 100_000 }, (_, at) =>
      aChunk(first + at * 256, first + at * 256 + 256),
    );
    const mixed = shuffled(chunks, randomOf(1));
    const before = performance.now();
    expect(chain(aBase(), mixed).end).toBe(lsnOf(first + 25_600_000));
    // A quarter of a second, and more on a machine that does other things. Looking at each for each would take minutes.
    expect(performance.now() - before).toBeLessThan(5000);
  });
});

/** How far some chunks reach: slow, and plain. */
function slowly(chunks: readonly Chunk[], from: number): number {
  const next = chunks
    .map((chunk) => ({
      start: startOf(chunk.segment, bytes) + chunk.from,
      end: startOf(chunk.segment, bytes) + chunk.to,
    }))
    .find(({ start, end }) => start <= from && end > from);
  return next === undefined ? from : slowly(chunks, next.end);
}

describe('timelines', () => {
  const left = first + 2 * bytes + 0x400;
  const old = [
    aChunk(first, first + bytes),
    aChunk(first + bytes, first + 2 * bytes),
    aChunk(first + 2 * bytes, first + 2 * bytes + 0x600),
  ];
  const on = (timeline: number, from: number, to: number) =>
    aChunk(from, to, { timeline, time: begun + 1e9 + timeline });
  const second = [on(2, first + 2 * bytes, first + 2 * bytes + 0x900)];

  test('are followed to the newest that comes from that of the base', () => {
    const found = chain(aBase(), [...old, ...second], [history(2, 1, left)]);
    expect(found).toMatchObject({
      timeline: 2,
      end: lsnOf(first + 2 * bytes + 0x900),
      recoveryPoint: begun + 1e9 + 2,
    });
  });

  test('are not followed to where one began before the base ended', () => {
    const late = aBase(lsnOf(first + 2 * bytes + 0x500));
    expect(chain(late, [...old, ...second], [history(2, 1, left)])).toMatchObject({ timeline: 1 });
  });

  test('are followed once the new one has what the old one had', () => {
    const begins = [on(2, first + 2 * bytes, left - 1)];
    expect(chain(aBase(), [...old, ...begins], [history(2, 1, left)])).toMatchObject({
      timeline: 1,
      end: lsnOf(first + 2 * bytes + 0x600),
    });
  });

  test('are followed over several, past those that lead nowhere, or to one that is asked for', () => {
    const third = [on(3, first + 2 * bytes, first + 2 * bytes + 0x800)];
    const fourth = [
      on(4, first + 2 * bytes, first + 3 * bytes),
      on(4, first + 3 * bytes, first + 3 * bytes + 5),
    ];
    const all = [...old, ...second, ...third, ...fourth];
    const histories = [
      history(2, 1, left),
      history(3, 1, left),
      history(4, 2, left + 0x100),
      history(5, 3, left + 0x200),
    ];
    expect(chain(aBase(), all, histories)).toMatchObject({ timeline: 4, end: lsnOf(first + 3 * bytes + 5) });
    expect(chain(aBase(), all, histories, 3)).toMatchObject({
      timeline: 3,
      end: lsnOf(first + 2 * bytes + 0x800),
    });
    expect(chain(aBase(), all, histories, 1)).toMatchObject({
      timeline: 1,
      end: lsnOf(first + 2 * bytes + 0x600),
    });
  });

  test('do not promise what was committed on an old one after it was left', () => {
    const [, , abandoned] = old;
    const quiet = second.map((chunk) => ({ ...chunk, time: 0 }));
    const found = chain(aBase(), [...old, ...quiet], [history(2, 1, left)]);
    expect(found.timeline).toBe(2);
    expect(found.recoveryPoint).toBeLessThan(abandoned?.time ?? 0);
  });
});

describe('shipping goes on', () => {
  test('where the repository has a segment without a hole', () => {
    const progress = new Progress();
    const at = { system, segment: segmentAt(first, 1, bytes) };
    progress.resume([aChunk(first, first + 100), aChunk(first + 200, first + 300)], bytes);
    expect(progress.offset(at)).toBe(100);
    expect(progress.offset({ system, segment: segmentAt(first + bytes, 1, bytes) })).toBe(0);
  });

  test('and promises only moments whose log it has', () => {
    const progress = new Progress();
    const mark = (at: number, time: number, timeline = 1) => {
      progress.marked({ system, timeline, at, time });
    };
    const at = (end: number, timeline = 1) => progress.timeAt({ system, timeline }, end);
    mark(first + 100, 1000);
    mark(first + 200, 2000);
    mark(first + 150, 9000, 2);
    expect([at(first + 99), at(first + 100), at(first + 199), at(first + 200)]).toEqual([
      0, 1000, 1000, 2000,
    ]);
    expect(at(first + 200, 2)).toBe(9000);
    progress.shipped(aChunk(first, first + 250), first);
    progress.tidy();
    expect(at(first + 300)).toBe(2000);
  });
});
