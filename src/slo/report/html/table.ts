import { markup, type Markup } from './markup.ts';

/** A table with a name for those who cannot see it. A heading that begins with `#` is that of numbers. */
export function table(
  name: string,
  head: readonly string[],
  rows: readonly (readonly (string | Markup)[])[],
): Markup {
  const kind = (at: number): string => (head[at]?.startsWith('#') === true ? 'number' : 'text');
  const headings = head.map(
    (text, at) => markup`<th scope="col" class="${kind(at)}">${text.replace('#', '')}</th>`,
  );
  const line = (row: readonly (string | Markup)[]) =>
    markup`<tr>${row.map((cell, at) => markup`<td class="${kind(at)}">${cell}</td>`)}</tr>`;
  return markup`<div class="scroll"><table aria-label="${name}">
<thead><tr>${headings}</tr></thead>
<tbody>
${rows.map(line)}
</tbody>
</table></div>`;
}
