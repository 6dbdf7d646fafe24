import { duration, moment } from '../figures.ts';
import type { Report } from '../model.ts';
import { gapsOf, hintsOf, many, rowsOf, spanOf, titleOf } from '../words.ts';
import { markup, Markup, nothing } from './markup.ts';
import { objectiveSection } from './objective.ts';
import { style } from './style.ts';
import { table } from './table.ts';

/** The report as one page that needs nothing else, and may load nothing else. */
export const htmlReport = (report: Report): string =>
  markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${titleOf(report)}</title>
<style>${new Markup(style)}</style>
</head>
<body>
<main>
${hatching}
<header>
<h1>${titleOf(report)}</h1>
<p class="soft">${spanOf(report)}</p>
</header>
${summary(report)}
${report.objectives.map((objective) => objectiveSection(objective, report.period))}
${gaps(report)}
${notes([...hintsOf(report), ...report.notes])}
<footer>Made ${moment(report.madeAt)} UTC from the slices of ${report.servers.join(', ')}.</footer>
</main>
</body>
</html>
`.text;

/** What time without a slice is filled with. */
const hatching = markup`<svg class="defs" aria-hidden="true"><defs>
<pattern id="hatched" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
<rect width="6" height="6" fill="var(--box)"/><path d="M0 0V6" stroke="var(--gap)" stroke-width="3"/>
</pattern>
</defs></svg>`;

const summary = (report: Report): Markup =>
  table(
    'What was promised, and what was kept',
    ['', 'promised', '#kept', '#budget spent', 'verdict'],
    rowsOf(report).map(({ objective, promise, kept, spent, verdict, tone }) => [
      objective,
      promise,
      kept,
      spent,
      markup`<span class="verdict ${tone}">${verdict}</span>`,
    ]),
  );

/** As many gaps as somebody may want to look at one by one. */
const shown = 20;

function gaps(report: Report): Markup {
  const all = gapsOf(report);
  if (all.length === 0) return nothing;
  const rows = all
    .slice(0, shown)
    .map(({ from, seconds, objectives }) => [moment(from), duration(seconds), objectives.join(', ')]);
  const name = `${many(all.length, 'gap')}, the longest first`;
  return markup`<section>
<h2>Not measured</h2>
<p>${name}</p>
${table(name, ['from (UTC)', '#length', 'objectives'], rows)}
</section>`;
}

const notes = (all: readonly string[]): Markup =>
  all.length === 0
    ? nothing
    : markup`<section>
<h2>Notes</h2>
<ul>${all.map((note) => markup`<li>${note}</li>`)}</ul>
</section>`;
