import type { StoryEvent } from '../snapshot.ts';

/** A step on the way from a fault to the people. */
export interface Step {
  readonly title: string;
  /** Seconds since the fault. @default - not yet */
  readonly since?: number;
}

const way: readonly { readonly title: string; readonly kinds: readonly StoryEvent['kind'][] }[] = [
  { title: 'Fault', kinds: ['begin'] },
  { title: 'Alert pending', kinds: ['pending', 'firing'] },
  { title: 'Alert firing', kinds: ['firing'] },
  { title: 'Somebody is told', kinds: ['page', 'slack'] },
];

/** How far the last fault that began has come; nothing where none ever did. */
export function stepsOf(events: readonly StoryEvent[]): Step[] {
  const begun = events.findLastIndex(({ kind }) => kind === 'begin');
  if (begun < 0) return [];
  const start = events[begun]?.at ?? 0;
  const since = events.slice(begun);
  const meant = events[begun]?.alert;
  return way.map(({ title, kinds }) => {
    // Others become pending with it. Messages are not told apart: the first is the one that somebody hears.
    const found = since.find(
      ({ kind, alert }) => kinds.includes(kind) && [undefined, meant ?? alert].includes(alert),
    );
    return found === undefined ? { title } : { title, since: (found.at - start) / 1000 };
  });
}
