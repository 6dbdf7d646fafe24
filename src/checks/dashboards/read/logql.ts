const quoted = /"(?:\\.|[^"\\])*"|`[^`]*`/g;

/** LogQL without what stands in quotes: the quotes stay, empty. There is no parser of LogQL here. */
export const withoutQuoted = (expr: string): string =>
  expr.replaceAll(quoted, (text) => `${text.charAt(0)}${text.charAt(0)}`);

/** Whether every bracket is closed by its own kind. */
export function isBalanced(text: string): boolean {
  const open: string[] = [];
  for (const bracket of text.match(/[()[\]{}]/g) ?? []) {
    const closes = closing[bracket];
    if (closes === undefined) open.push(bracket);
    else if (open.pop() !== closes) return false;
  }
  return open.length === 0;
}

const closing: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };
