import type { Command } from '../cli/command.ts';

/** A command, by what it does in a few words. Its code is loaded when it is asked for. */
export interface Entry {
  readonly summary: string;
  readonly load: () => Promise<Command>;
}

/** Every command, by the words that it is called with. A new one is a file here, and a row. */
export const commands: Readonly<Record<string, Entry>> = {
  'slo report': {
    summary: 'What was promised, what was kept, and what is owed, for a month.',
    load: async () => (await import('./slo-report.ts')).sloReport,
  },
};
