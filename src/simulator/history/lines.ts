import type { Sink } from './sink.ts';

/** A space, ten digits until the year 2286, and the end of a line. */
const stampBytes = 12;

/** Longest text of a number, and a stamp after it. */
const tail = 32 + stampBytes;

/** Times of evenly spaced scrapes, worked out once as the text that ends a line. */
export class Stamps {
  readonly bytes: Uint8Array;

  constructor({
    from,
    step,
    count,
  }: {
    readonly from: number;
    readonly step: number;
    readonly count: number;
  }) {
    this.bytes = new Uint8Array(count * stampBytes);
    for (let index = 0; index < count; index += 1)
      this.bytes.set(Buffer.from(` ${String(from + index * step)}\n`), index * stampBytes);
  }
}

/** Writes samples, byte by byte: making strings of them would take several times as long. */
export class Lines {
  constructor(
    private readonly sink: Sink,
    private readonly stamps: Stamps,
  ) {}

  /** A sample: the name and labels of its series with a space, its value, and the number of its scrape. */
  sample(series: Uint8Array, value: number, scrape: number): void {
    const { sink } = this;
    const buffer = sink.room(series.length + tail);
    buffer.set(series, sink.at);
    let at = number(buffer, sink.at + series.length, value);
    const { bytes } = this.stamps;
    const end = (scrape + 1) * stampBytes;
    for (let from = scrape * stampBytes; from < end; from += 1) {
      buffer[at] = bytes[from] ?? 0;
      at += 1;
    }
    sink.at = at;
  }
}

const zero = '0'.charCodeAt(0);

/** Writes a number at a place of a buffer. Returns the place after it. */
function number(buffer: Buffer, at: number, value: number): number {
  // Whole numbers of 32 bits are nearly all that there is.
  if (value !== value >>> 0) return at + buffer.write(String(value), at, 'latin1');
  let digits = 1;
  for (let limit = 10; value >= limit; limit *= 10) digits += 1;
  let rest = value;
  for (let place = at + digits - 1; place >= at; place -= 1) {
    const tenth = Math.floor(rest / 10);
    buffer[place] = zero + (rest - tenth * 10);
    rest = tenth;
  }
  return at + digits;
}
