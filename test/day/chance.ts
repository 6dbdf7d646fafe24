/** Chance that comes out the same on every run: numbers drawn from a seed. */
export class Chance {
  private state: number;

  constructor(seed: string) {
    this.state = Array.from(seed).reduce(
      (hash, letter) => Math.imul(hash ^ letter.charCodeAt(0), 16_777_619),
      2_166_136_261,
    );
  }

  /** Evenly between 0 and 1. */
  draw(): number {
    this.state = (this.state + 0x9e3779b9) | 0;
    const first = Math.imul(this.state ^ (this.state >>> 16), 0x21f0aaad);
    const second = Math.imul(first ^ (first >>> 15), 0x735a2d97);
    return ((second ^ (second >>> 15)) >>> 0) / 2 ** 32;
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
    return Array.from({ length: 12 }, () => this.draw()).reduce((sum, value) => sum + value, -6);
  }
}
