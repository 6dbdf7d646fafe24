/** A page that shows the pictures of `--before` side by side, for a pull request. */
export function changesPage(names: readonly string[]): string {
  const boards = [...new Set(names.map((name) => name.replace(/-(before|after)$/, '')))];
  if (boards.length === 0) return 'No board looks different.\n';
  return boards.map((board) => section(board, names)).join('\n');
}

function section(board: string, names: readonly string[]): string {
  const picture = (when: 'before' | 'after') =>
    names.includes(`${board}-${when}`) ? `![${when}](${board}-${when}.png)` : 'not there';
  return `## ${board}

| before | after |
| --- | --- |
| ${picture('before')} | ${picture('after')} |
`;
}
