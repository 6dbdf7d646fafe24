import type { AlertState, ServiceState, StoryEvent } from './snapshot.ts';

/** How much is kept. */
const most = 100;

/** What happens, in order, and how long after the fault began or ended. */
export class Story {
  private events: StoryEvent[] = [];
  private mark: number | undefined;

  /** Tells of something. Times are milliseconds since the epoch. */
  tell(event: Omit<StoryEvent, 'at' | 'since'>, at: number): void {
    const since = this.mark === undefined ? {} : { since: (at - this.mark) / 1000 };
    this.events = [...this.events, { at, ...event, ...since }].slice(-most);
  }

  /** A fault begins or ends: everything after it is counted from here. */
  fault(kind: 'begin' | 'end', { title, fires }: Begun, at: number): void {
    this.mark = at;
    const says = kind === 'begin' ? 'The fault begins' : 'The fault is over';
    this.tell({ kind, says: `${says}: ${title}`, ...(fires === undefined ? {} : { alert: fires }) }, at);
  }

  /** What there is to tell of two looks at the same thing. */
  compare(before: Seen | undefined, after: Seen, at: number): void {
    if (before === undefined) return;
    const [were, are] = [before, after].map(({ service }) => service.replicas.filter(({ up }) => up).length);
    if (were !== are) {
      const says = `Prometheus sees ${String(are)} of ${String(after.service.replicas.length)} replicas`;
      this.tell({ kind: 'seen', says }, at);
    }
    for (const alert of after.alerts) {
      const then = before.alerts.find((one) => idOf(one) === idOf(alert));
      if (then?.state !== alert.state)
        this.tell({ kind: alert.state, says: `${titleOf(alert)} is ${alert.state}`, alert: alert.name }, at);
    }
    for (const alert of before.alerts) {
      if (after.alerts.some((one) => idOf(one) === idOf(alert))) continue;
      const says = `${titleOf(alert)} ${alert.state === 'firing' ? 'fires no more' : 'is not pending any more'}`;
      this.tell({ kind: 'over', says, alert: alert.name }, at);
    }
  }

  told(): readonly StoryEvent[] {
    return this.events;
  }
}

/** A fault, and the alert that it is meant to fire. */
interface Begun {
  readonly title: string;
  readonly fires?: string | undefined;
}

interface Seen {
  readonly service: ServiceState;
  readonly alerts: readonly AlertState[];
}

const idOf = ({ name, about }: AlertState): string => `${name} ${JSON.stringify(about)}`;

const titleOf = ({ name, about }: AlertState): string => {
  const which = Object.values(about).join(', ');
  return which === '' ? name : `${name} (${which})`;
};
