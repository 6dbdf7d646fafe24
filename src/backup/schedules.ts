import type { Backup } from './repository.ts';

/** Longest time between two dumps, in minutes: BackupStale counts on one every six hours. */
const longest = 6 * 60;

/** What the schedules of backups are together, apart from being schedules. */
export function scheduleProblems({ schedule, restoreCheckSchedule }: Backup): string[] {
  const gap = longestGap(schedule);
  const hours = hoursOf(schedule).filter((hour) => hoursOf(restoreCheckSchedule).includes(hour));
  return [
    ...(gap <= longest
      ? []
      : [
          `\`backup.schedule\` '${schedule}' leaves ${gap === Infinity ? 'days' : `${String(gap / 60)} hours`} without a dump, and BackupStale pages after 6 h 30 min. Take one every six hours or more often, such as '0 0,6,12,18 * * *'.`,
        ]),
    ...(hours.length === 0
      ? []
      : [
          `\`backup.restoreCheckSchedule\` '${restoreCheckSchedule}' is in an hour in which a dump is taken (${String(hours[0])}): it would check the dump before. Take another hour.`,
        ]),
  ];
}

/** The longest time between two runs, in minutes. A schedule that leaves out days leaves out too much. */
function longestGap(schedule: string): number {
  const [minute = '', , ...days] = schedule.split(' ');
  if (days.some((field) => field !== '*')) return Infinity;
  const runs = hoursOf(schedule).flatMap((hour) => numbers(minute, 59).map((one) => hour * 60 + one));
  return Math.max(...runs.map((run, at) => (runs[at + 1] ?? (runs[0] ?? 0) + 24 * 60) - run));
}

const hoursOf = (schedule: string): number[] => numbers(schedule.split(' ')[1] ?? '*', 23);

/** Numbers that a field of cron stands for, in order: `*`, `1-5`, `0/6`, and several of them with commas between. */
function numbers(field: string, most: number): number[] {
  const all = field.split(',').flatMap((part) => {
    const [range = '*', step] = part.split('/');
    const [first, last] = range === '*' ? [0, most] : range.split('-').map(Number);
    // `5/10` goes on to the end; `5` alone does not.
    const end = last ?? (step === undefined ? first : most);
    const count = Math.floor(((end ?? 0) - (first ?? 0)) / Number(step ?? 1)) + 1;
    return Array.from({ length: count }, (_, at) => (first ?? 0) + at * Number(step ?? 1));
  });
  return [...new Set(all)].sort((a, b) => a - b);
}
