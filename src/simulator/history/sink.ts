import { fsyncSync, writeSync } from 'node:fs';

/** Size of what is written at once. */
const size = 1024 * 1024;

/**
 * Bytes on their way into a file, a megabyte at a time. Whoever makes them waits until the file has taken them: two threads that hand them to
 * each other are no faster, and hold more of them.
 */
export class Sink {
  /** Where the next byte goes in the buffer that `room` gives. */
  at = 0;
  private readonly buffer: Buffer = Buffer.allocUnsafe(size);
  private written = 0;

  /** @param file descriptor of the file. */
  constructor(private readonly file: number) {}

  /** Bytes that were taken in so far. */
  get bytes(): number {
    return this.written + this.at;
  }

  /**
   * A buffer with room for so many more bytes from `at` on.
   *
   * @throws what the file system says, such as that it is full.
   */
  room(bytes: number): Buffer {
    if (this.at + bytes > size) this.write();
    return this.buffer;
  }

  text(text: string): void {
    const length = Buffer.byteLength(text);
    this.at += this.room(length).write(text, this.at);
  }

  /**
   * Writes everything that is left, and makes sure that the disk has it.
   *
   * @throws what the file system says.
   */
  end(): void {
    this.write();
    try {
      fsyncSync(this.file);
    } catch (error) {
      // What cannot be synced, such as a pipe, has it already.
      if ((error as NodeJS.ErrnoException).code !== 'EINVAL') throw error;
    }
  }

  private write(): void {
    for (let done = 0; done < this.at;) done += writeSync(this.file, this.buffer, done, this.at - done);
    this.written += this.at;
    this.at = 0;
  }
}
