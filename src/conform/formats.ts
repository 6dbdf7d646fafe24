import { jsonReport } from './json.ts';
import { markdownReport } from './markdown.ts';
import type { Conformity } from './model.ts';
import { textReport } from './text.ts';

/** Forms that a report comes in. */
export const formats = ['text', 'markdown', 'json'] as const;

/** One of {@link formats}. */
export type Format = (typeof formats)[number];

/** The report in each of its forms. Only text has colours, where it is for a terminal. */
export const renderings: Readonly<Record<Format, (report: Conformity, colours: boolean) => string>> = {
  text: textReport,
  markdown: markdownReport,
  json: jsonReport,
};
