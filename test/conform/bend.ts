import { readFileSync } from 'node:fs';
import type { BindingName } from '../../src/conform/metrics.ts';

/** What a server that is all well prints, by binding. */
export const good: Readonly<Record<BindingName, string>> = {
  contract: readFileSync('test/conform/contract.prom', 'utf8'),
  'fraiseql-2.15': readFileSync('test/conform/fraiseql-2.15.prom', 'utf8'),
};

/** A change of series, by name and labels: what it makes of one, or nothing where it takes it away. */
export type Bending = (series: string) => string | undefined;

/** Takes series away. */
export const without =
  (pattern: RegExp): Bending =>
  (series) =>
    pattern.test(series) ? undefined : series;

/** Gives series another name, or other labels. */
export const instead =
  (pattern: RegExp, text: string): Bending =>
  (series) =>
    series.replace(pattern, text);

/** Gives a series one more label. */
export const labelled =
  (name: string, label: string): Bending =>
  (series) =>
    series.replace(new RegExp(`^${name}(\\{|$)`), (_, brace: string) =>
      brace === '' ? `${name}{${label}}` : `${name}{${label},`,
    );

/** What is printed after a change. `# TYPE` and `# HELP` lines go with the name in them. */
export const bent = (text: string, bending: Bending): string =>
  text
    .split('\n')
    .flatMap((line) => {
      const [, head = '', series = '', rest = ''] = /^(# \w+ )?(\S+?\{.*\}|\S+)( .*)$/.exec(line) ?? [];
      if (series === '') return [line];
      const changed = bending(series);
      if (changed === undefined) return [];
      return [`${head}${head === '' ? changed : changed.replace(/\{.*/, '')}${rest}`];
    })
    .join('\n');
