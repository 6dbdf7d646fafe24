import type { Between, PodProbe, PodProbes } from '../model/pod-probes.ts';
import { probeBudgets } from '../model/probe-budgets.ts';
import { table } from './markdown.ts';

/** What is asked, and when, one row a probe. */
export const askedTable = (columns: readonly (readonly [of: string, probes: PodProbes])[]): string =>
  table(
    ['asks', ...columns.map(([of]) => of)],
    (['start', 'live', 'ready'] as const).map((name) => [
      `\`${name}\``,
      ...columns.map(([, probes]) => question(probes[name])),
    ]),
  );

const question = ({ asks }: PodProbe): string =>
  asks === 'connection' ? 'a connection, no more' : `\`GET ${asks.path}\``;

/** When it is asked. */
export const timesTable = (probes: PodProbes): string =>
  table(
    ['probe', 'first after', 'every', 'an attempt may take', 'failures that decide', 'what follows'],
    [
      [
        '`start`',
        ...times(probes.start),
        'the container is started anew; until it succeeds, the others wait',
      ],
      [
        '`live`',
        ...times(probes.live),
        `the container gets ${seconds(probes.grace)} to end, and is started anew`,
      ],
      ['`ready`', ...times(probes.ready), 'no more requests, until one success'],
    ],
  );

const times = ({ first, every, timeout, failures }: PodProbe): string[] => [
  ...[first, every, timeout].map(seconds),
  String(failures),
];

/** How long what they decide takes. */
export function budgetTable(probes: PodProbes): string {
  const { leaves, returns, restarts, ended, ready, start } = probeBudgets(probes);
  const { live, ready: asked, start: starts } = probes;
  const sum = (probe: PodProbe) =>
    [
      `${String(probe.failures - 1)} × ${seconds(probe.every)}`,
      `${String(probe.failures)} × ${seconds(probe.every)} + ${seconds(probe.timeout)}`,
    ].join(' to ');
  return table(
    ['from', 'until', 'at best', 'at worst', 'what makes it'],
    [
      ['a replica cannot answer', 'it leaves the Service', ...both(leaves), sum(asked)],
      ['it can again', 'it is back', ...both(returns), 'one attempt that succeeds'],
      ['a replica hangs', 'it is told to end', ...both(restarts), sum(live)],
      ['a replica hangs', 'a new process begins', ...both(ended), 'the same, and the grace'],
      [
        'a new process can answer',
        'it is ready',
        ...both(ready),
        'one success of `start`, then one of `ready`',
      ],
      ['a start never ends', 'it is given up', ...both(start.givenUp), sum(starts)],
    ],
  );
}

const both = ({ best, worst }: Between): string[] => [seconds(best), seconds(worst)];

const seconds = (value: number): string => `${String(value)} s`;
