/** Chance that comes out the same on every run: numbers drawn from a seed. */
export class Chance {
  private readonly seed: number;
  private state: number;

  constructor(seed: string) {
    this.seed = hash(seed);
    this.state = this.seed;
  }

  /** Begins anew at a page of the same book: what is drawn next depends on seed and page alone, and not on what was drawn before. */
  turnTo(page: number): void {
    this.state = scramble(this.seed ^ Math.imul(page, 0x9e3779b1));
  }

  /** Evenly between 0 and 1. */
  draw(): number {
    this.state = (this.state + 0x9e3779b9) | 0;
    return scramble(this.state) / 2 ** 32;
  }

  /** How many events happen where this many are expected: Poisson, and its bell curve where there are many. */
  events(expected: number): number {
    if (expected <= 0) return 0;
    if (expected > 40) return Math.max(0, Math.round(expected + Math.sqrt(expected) * this.bell()));
    const limit = Math.exp(-expected);
    let product = this.draw();
    let count = 0;
    while (product > limit) {
      product *= this.draw();
      count += 1;
    }
    return count;
  }

  /** The bell curve of mean 0 and deviation 1, near enough: twelve draws. */
  private bell(): number {
    let sum = -6;
    for (let drawn = 0; drawn < 12; drawn += 1) sum += this.draw();
    return sum;
  }
}

/** A number made of text, the same on every run: FNV-1a. */
export const hash = (text: string): number =>
  Array.from(text).reduce((sum, letter) => Math.imul(sum ^ letter.charCodeAt(0), 16_777_619), 2_166_136_261);

/** Mixes the bits of a number well. */
function scramble(value: number): number {
  const first = Math.imul(value ^ (value >>> 16), 0x21f0aaad);
  const second = Math.imul(first ^ (first >>> 15), 0x735a2d97);
  return (second ^ (second >>> 15)) >>> 0;
}
