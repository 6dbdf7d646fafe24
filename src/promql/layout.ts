/** Text with every line moved right, for nesting one expression in another. */
export const indent = (expr: string): string => expr.replace(/^/gm, '  ');

/** Indents the further lines of an inserted expression like the line that it is inserted into. */
export function hang(expr: string, before: string): string {
  const line = before.slice(before.lastIndexOf('\n') + 1);
  return expr.replaceAll('\n', `\n${' '.repeat(indentOf(`${line}x`))}`);
}

/** Takes away the indentation that an expression has in its author's file, keeping that of nested ones. */
export function dedent(expr: string): string {
  const lines = expr.split('\n');
  const margin = Math.min(
    ...lines
      .slice(1)
      .filter((line) => line.trim() !== '')
      .map(indentOf),
  );
  const straight = Number.isFinite(margin)
    ? lines.map((line, at) => (at === 0 ? line : line.slice(margin)))
    : lines;
  return straight.join('\n').trim();
}

const indentOf = (line: string): number => line.length - line.trimStart().length;
