import type { Output } from '../../cli/world.ts';
import { sizeText, spanText } from './figures.ts';

/** Shows how far something is: on a terminal one line that changes, elsewhere a line for each beginning. */
export class Show {
  private title = '';
  private total = 0;
  private done = 0;
  private began = 0;
  private shown = 0;

  constructor(
    private readonly output: Output,
    private readonly now: () => Date,
  ) {}

  /** Begins something. @param total its bytes */
  begin(title: string, total = 0): void {
    this.end();
    [this.title, this.total, this.done, this.began] = [title, total, 0, this.now().getTime()];
    this.output.write(this.output.isTTY === true ? this.line() : `${title} …\n`);
  }

  /** More of it is done. */
  readonly add = (bytes: number): void => {
    this.set(this.done + bytes);
  };

  /** So much of it is done. */
  set(bytes: number, total = this.total): void {
    [this.done, this.total] = [bytes, total];
    const now = this.now().getTime();
    if (this.output.isTTY !== true || now - this.shown < 200) return;
    this.shown = now;
    this.output.write(`\r\u001b[2K${this.line()}`);
  }

  /** Takes the line away. */
  end(): void {
    if (this.title !== '' && this.output.isTTY === true) this.output.write('\r\u001b[2K');
    this.title = '';
  }

  private line(): string {
    if (this.total === 0) return `${this.title} …`;
    const took = Math.max(1, this.now().getTime() - this.began);
    const left = this.done === 0 ? '' : `, ${spanText((took / this.done) * (this.total - this.done))} left`;
    return `${this.title}: ${sizeText(this.done)} of ${sizeText(this.total)}${left}`;
  }
}
