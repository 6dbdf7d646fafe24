import { cpus } from 'node:os';
import { sizeText, spanText, speedText } from '../src/backup/restore/figures.ts';
import type { Outcome } from './outcome.ts';

/** What drills came to, a row each, and their stages below. */
export const table = (outcomes: readonly Outcome[]): string =>
  [
    `${'scenario'.padEnd(16)}${'RPO'.padStart(9)}${'RTO'.padStart(10)}  `,
    ...outcomes.flatMap((outcome) => [
      `${outcome.scenario.padEnd(16)}${seconds(outcome.rpoSeconds).padStart(9)}${seconds(outcome.rtoSeconds).padStart(10)}  ${outcome.says}`,
      ...outcome.stages.map(
        ({ name, seconds: took, bytes }) =>
          `  ${name.padEnd(14)}${''.padStart(9)}${seconds(took).padStart(10)}  ${bytes === null ? '' : `${sizeText(bytes)} at ${speedText(bytes / Math.max(took, 0.001))}`}`,
      ),
    ]),
    '',
  ].join('\n');

const seconds = (value: number | null): string => (value === null ? '–' : `${value.toFixed(2)} s`);

/** How many came back, and the worst of both times, of those that lose data. */
export function summary(outcomes: readonly Outcome[], failed: number): string {
  const total = outcomes.length + failed;
  const losses = outcomes.filter(({ rpoSeconds }) => rpoSeconds !== null);
  const worst = (of: (outcome: Outcome) => number | null) =>
    seconds(Math.max(...losses.map((one) => of(one) ?? 0)));
  const times =
    losses.length === 0
      ? ''
      : ` RPO at worst ${worst(({ rpoSeconds }) => rpoSeconds)}, RTO at worst ${worst(({ rtoSeconds }) => rtoSeconds)}.`;
  const words =
    losses.length === 0
      ? ''
      : `RPO: how long before the disaster the oldest write was made that is not there any more. RTO: from the disaster until rows were read from
the new server; nobody had to notice it, decide, or switch over. Writes that are lost had not left the machine, or were not acknowledged by S3.\n`;
  return `${String(outcomes.length)} of ${String(total)} came back.${times}\n${words}`;
}

/** What this says of 100 GB: of a total loss, whose stages are as long as there is data. */
export function extrapolation(outcomes: readonly Outcome[]): string {
  const losses = outcomes.filter(({ scenario }) => scenario === 'total loss');
  const data = Math.max(
    ...losses.flatMap(({ stages }) =>
      stages.map(({ name, bytes }) => (name === 'unpack' ? (bytes ?? 0) : 0)),
    ),
  );
  if (losses.length === 0 || data === 0) return '';
  const rto = Math.max(...losses.map(({ rtoSeconds }) => rtoSeconds));
  return `100 GB at the speed of the slowest run would take ${spanText((rto / data) * 100e9 * 1000)}, on a machine like this one: S3 is on loopback and in memory, and everything shares ${String(cpus().length)} cores; linear, and with as much log for each byte as here.\n`;
}
