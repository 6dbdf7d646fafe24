import type { Picture } from './render.ts';

const heads = ['board', 'panels', 'queries', 'empty', 'seconds'];

/** What was made, in columns. */
export function tableOf(pictures: readonly Picture[]): string {
  const rows = pictures.map(({ name, panels, queries, empty, seconds }) => [
    ...[name, String(panels), String(queries)],
    ...[empty.length === 0 ? 'none' : empty.join(', '), seconds.toFixed(1)],
  ]);
  const lines = [heads, ...rows];
  const widths = heads.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
