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
  return `100 GB at the speed of the slowest run would take ${spanText((rto / data) * 100e9 * 1000)}, on a machine like this one: S3 is on loopback and in memory, and everything shares ${String(2)} cores; linear, and with as much log for each byte as here.\n`;
}
