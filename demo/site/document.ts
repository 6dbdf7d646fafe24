/** Text that a browser takes for nothing but text. */
export const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${String(character.charCodeAt(0))};`);

/** A page of its own, whose body is safe. */
export const documentOf = (title: string, body: string): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title>
<link rel="stylesheet" href="/page.css">
<body class="document">
<p><a href="/">Back to the demo</a></p>
${body}
</body>
</html>
`;

/** A runbook: as much of Markdown as the runbooks use, and headings that links lead to. */
export function runbookPage(name: string, text: string): string {
  // Every second part is a block of code, in which a line that begins with # is a comment.
  const parts = text.split(/^```\w*\n([^]*?)^```$/m);
  return documentOf(name, parts.map((part, at) => (at % 2 === 1 ? code(part) : prose(part))).join('\n'));
}

const code = (text: string): string => `<pre>${escaped(text.trimEnd())}</pre>`;

const prose = (text: string): string =>
  text
    .split(/\n{2,}|(?<=^#.*)\n/m)
    .filter((part) => part.trim() !== '')
    .map((part) =>
      part.trim().startsWith('#') ? heading(part.trim()) : `<p class="text">${inline(part.trim())}</p>`,
    )
    .join('\n');

function heading(line: string): string {
  const [, marks = '#', title = ''] = /^(#+) (.*)$/.exec(line) ?? [];
  const level = String(Math.min(marks.length, 6));
  const id = title
    .toLowerCase()
    .replace(/[^\w -]/g, '')
    .replaceAll(' ', '-');
  return `<h${level} id="${escaped(id)}">${escaped(title)}</h${level}>`;
}

/** Bold, code, and links to other runbooks, in text that is safe already. */
const inline = (text: string): string =>
  escaped(text)
    .replace(/\*\*(.+?)\*\*/g, '<b>$1</b>')
    .replace(/`([^`]+)`/g, '<code>$1</code>')
    .replace(/\[([^\]]+)\]\((#?[\w-][\w.#-]*)\)/g, '<a href="$2">$1</a>');

/** What stands for a dashboard. */
export const dashboardPage = (uid: string): string =>
  documentOf(
    uid,
    `<p>No Grafana is part of the demo. This is how the dashboard looks on a day with an incident.</p>
<img src="/pictures/${escaped(uid)}.png" alt="The dashboard ${escaped(uid)}, drawn by Grafana's own components.">`,
  );
