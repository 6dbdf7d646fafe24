import type { TicketHours } from '../settings/schema.ts';
import type { TimeInterval } from './config.ts';

const days = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** The first and the last minute of each hour of a week, in UTC, so that an edge cannot hide inside an hour. */
export const momentsOfWeek: readonly Date[] = Array.from({ length: 7 * 24 }, (_, hour) => hour).flatMap(
  (hour) => [new Date(Date.UTC(2026, 2, 2, hour)), new Date(Date.UTC(2026, 2, 2, hour, 59))],
);

/** Whether a time interval holds at a moment, as Alertmanager judges: start included, end not, in the interval's zone. */
export function isActive({ time_intervals: spans }: TimeInterval, moment: Date): boolean {
  return spans.some(({ weekdays, times, location }) => {
    const { weekday, clock } = localTime(moment, location);
    return (
      weekdays.some((range) => inWeekdays(range, weekday)) &&
      times.some(({ start_time, end_time }) => start_time <= clock && clock < end_time)
    );
  });
}

/** Whether a moment lies in the hours that the settings give. Reads the setting, not the interval that is made of it. */
export function inTicketHours(hours: TicketHours | undefined, moment: Date): boolean {
  if (hours === undefined) return true;
  const { weekday, clock } = localTime(moment, hours.timeZone);
  return inWeekdays(hours.weekdays, weekday) && hours.from <= clock && clock < hours.to;
}

/** Alertmanager counts days from Sunday, and a range may not pass it. */
function inWeekdays(range: string, weekday: string): boolean {
  const [first = '', last = first] = range.split(':');
  const day = days.indexOf(weekday);
  return days.indexOf(first) <= day && day <= days.indexOf(last);
}

const formats = new Map<string, Intl.DateTimeFormat>();

function localTime(moment: Date, timeZone: string): { weekday: string; clock: string } {
  const format = formats.get(timeZone) ?? weekdayAndClock(timeZone);
  formats.set(timeZone, format);
  const [weekday = '', clock = ''] = format.format(moment).toLowerCase().split(' ');
  return { weekday, clock };
}

function weekdayAndClock(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'long',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
}
