import type { Look } from './look.ts';

/** Tells of each change once, so that a log is read in a minute. */
export class Telling {
  private readonly told = new Map<string, string>();
  private seen: string | undefined;

  constructor(private readonly say: (line: string) => unknown) {}

  /** Tells what is wrong with what was found. */
  of({ kinds, point }: Look): void {
    for (const [kind, { damage }] of kinds) {
      const says = damage.map((one) => one.says).join('; ');
      const newest = `The newest ${names[kind]}`;
      this.change(kind, says && `${newest} is damaged: ${says}.`, `${newest} is whole.`);
    }
    // Pieces of the log that are uploaded at once come in any order: a gap that is there for one look is none.
    if (point.problem === this.seen) this.change('point', point.problem, 'The recovery point moves on.');
    this.seen = point.problem;
  }

  /** Says a problem that is new, and that it is over. @param over what is said then. */
  change(about: string, problem = '', over = ''): void {
    const before = this.told.get(about);
    this.told.set(about, problem);
    if (problem === before || (before === undefined && problem === '' && about !== 'bucket')) return;
    this.say(problem === '' ? over : problem);
  }
}

const names = { dump: 'dump', verified: 'verified dump', base: 'base backup' } as const;
