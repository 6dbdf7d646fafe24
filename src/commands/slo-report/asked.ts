import { extname } from 'node:path';
import { readFor } from '../../cli/files.ts';
import type { Given, Options } from '../../cli/options.ts';
import { nearest, printable } from '../../cli/words.ts';
import type { World } from '../../cli/world.ts';
import { formats, type Format } from '../../slo/report/formats.ts';
import type { Subject } from '../../slo/report/day.ts';
import type { Period } from '../../slo/report/period.ts';
import { headersFrom } from './headers.ts';
import { periodFrom } from './period.ts';
import { addressesFrom } from './servers.ts';
import { labelsFrom, subjectFrom } from './subject.ts';

/** The options of `slo report`. */
export const options = {
  month: { value: 'YYYY-MM', says: 'The calendar month. Left out: the last one that is over.' },
  from: { value: 'YYYY-MM-DD', says: 'Instead of a month: the first day, from 00:00 UTC.' },
  to: { value: 'YYYY-MM-DD', says: 'The day after the last one: the report ends at its 00:00 UTC.' },
  prometheus: {
    value: 'URL',
    multiple: true,
    says: 'Address of Prometheus or Thanos Query, without /api/v1. Once more for each further server: what one lacks comes from the next.',
  },
  environment: {
    value: 'FILE',
    says: 'The settings of the environment, which say which service it is: environments/production.yaml. Left out, with --service: the only one that the servers know.',
  },
  service: { value: 'NAME', says: 'Instead of --environment: the name of the Deployment.' },
  namespace: { value: 'NAME', says: 'With --service: its namespace.' },
  label: {
    value: 'NAME=VALUE',
    multiple: true,
    says: 'A further label that the slices must have, such as environment=production where a server sees several.',
  },
  'bearer-token-file': {
    value: 'FILE',
    says: 'File with a token that is sent to the servers. A token on the command line would stand in the history of the shell.',
  },
  'header-file': {
    value: 'FILE',
    says: "File with headers that are sent to the servers, such as 'X-Scope-OrgID: fraiseql', one a line.",
  },
  format: {
    value: 'FORMAT',
    says: 'text, markdown, json or html. Left out: by the ending of --output, and text where that says nothing.',
  },
  output: { value: 'FILE', says: 'File that it is written into. Left out: standard output.' },
  'slack-webhook-file': {
    value: 'FILE',
    says: 'File with the address of an incoming webhook of Slack, which is told the outcome as well.',
  },
} as const satisfies Options;

/** What was asked for, and makes sense. */
export interface Asked {
  readonly period: Period;
  /** Whose slices. @default - of the only service that the servers know */
  readonly subject: Subject | undefined;
  /** Labels that they must have, if that is not said. */
  readonly labels: Subject['labels'];
  readonly addresses: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly format: Format;
  readonly output: string | undefined;
  /** Address of a webhook: a secret. */
  readonly webhook: string | undefined;
}

/** Makes sense of the options, and says everything that makes none. */
export function askedFor(given: Given<typeof options>, problems: string[], { now }: World): Asked {
  const period = periodFrom(given, problems, now());
  const addresses = addressesFrom(given.prometheus, problems);
  const labels = labelsFrom(given.label, problems);
  return {
    period,
    addresses,
    labels,
    subject: subjectFrom(given, labels, problems),
    headers: headersFrom(given, problems),
    format: formatFrom(given, problems),
    output: given.output,
    webhook: webhookFrom(given['slack-webhook-file'], problems),
  };
}

const endings: Readonly<Record<string, Format>> = {
  '.md': 'markdown',
  '.json': 'json',
  '.html': 'html',
  '.htm': 'html',
};

function formatFrom({ format, output = '' }: Given<typeof options>, problems: string[]): Format {
  if (format === undefined) return endings[extname(output).toLowerCase()] ?? 'text';
  const known = formats.find((one) => one === format);
  if (known !== undefined) return known;
  const meant = nearest(format, formats);
  const help = meant === undefined ? '' : ` Did you mean '${meant}'?`;
  problems.push(`--format must be one of ${formats.join(', ')}, got '${printable(format)}'.${help}`);
  return 'text';
}

function webhookFrom(file: string | undefined, problems: string[]): string | undefined {
  const address = file === undefined ? undefined : readFor('slack-webhook-file', file, problems);
  if (address === undefined || (URL.canParse(address) && address.startsWith('https://'))) return address;
  problems.push(`--slack-webhook-file must hold one https:// address, and this file holds something else.`);
  return undefined;
}
