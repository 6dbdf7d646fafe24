import { htmlReport } from './html/page.ts';
import { markdownReport } from './markdown.ts';
import type { Report } from './model.ts';
import { textReport } from './text.ts';

/** Forms that a report comes in. */
export const formats = ['text', 'markdown', 'json', 'html'] as const;

/** One of {@link formats}. */
export type Format = (typeof formats)[number];

/** The report in each of its forms. Only text has colours, where it is for a terminal. */
export const renderings: Readonly<Record<Format, (report: Report, colours: boolean) => string>> = {
  text: textReport,
  markdown: markdownReport,
  json: (report) => `${JSON.stringify(report, null, 2)}\n`,
  html: htmlReport,
};
