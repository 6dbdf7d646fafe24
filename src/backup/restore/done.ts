import { momentText, sizeText, speedText } from './figures.ts';
import type { Plan } from './plan.ts';
import { switchOver } from './switch-over.ts';
import { numbered } from './rows.ts';

/** A part of the way, as it was. */
export interface Measured {
  readonly name: string;
  readonly seconds: number;
  /** What it moved: nothing where that says nothing. */
  readonly bytes: number | null;
}

/** What a restore came to. */
export interface Done {
  readonly plan: Plan;
  readonly stages: readonly Measured[];
  readonly seconds: number;
  /** What it is: `212 tables with 1,234,567 rows, as the manifest says`. */
  readonly verified: string;
}

/** What people read once it is restored. */
export const doneText = ({ plan, stages, seconds, verified }: Done): string =>
  [
    `Restored ${plan.environment} as of ${momentText(plan.reaches)}, in ${seconds.toFixed(1)} s.`,
    `It is ${place(plan)}: ${verified}.`,
    '',
    ...stages.map(measuredText),
    '',
    'Nothing uses it yet. To switch over:',
    ...switchOver(plan).map((step, at) => numbered(at + 1, step)),
    '',
  ].join('\n');

const place = ({ into }: Plan): string =>
  into.kind === 'database' ? `the database ${into.name}` : `a server, in ${into.path ?? ''}`;

const measuredText = ({ name, seconds, bytes }: Measured): string => {
  const took = `${seconds.toFixed(1)} s`.padStart(10);
  const speed =
    bytes === null || seconds === 0 ? '' : `   ${sizeText(bytes)} at ${speedText(bytes / seconds)}`;
  return `  ${name.padEnd(10)}${took}${speed}`;
};
