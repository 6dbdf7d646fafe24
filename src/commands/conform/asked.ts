import { extname } from 'node:path';
import type { Given, Options } from '../../cli/options.ts';
import { nearest, printable } from '../../cli/words.ts';
import { defaultSettings } from '../../conform/defaults.ts';
import { formats, type Format } from '../../conform/formats.ts';
import { bindingNames, type BindingName } from '../../conform/metrics.ts';
import { readSettings } from '../../settings/read.ts';
import { SettingsError } from '../../settings/problems.ts';
import type { Settings } from '../../settings/schema.ts';
import { headersFrom } from '../slo-report/headers.ts';
import { urlFrom } from './url.ts';

/** The options of `conform`. */
export const options = {
  url: { value: 'URL', says: 'Address of the metrics of one server: http://localhost:9090/metrics.' },
  file: {
    value: 'FILE',
    says: 'Instead of --url: a file with what such an address answered, or - for standard input.',
  },
  environment: {
    value: 'FILE',
    says: 'The settings of the environment whose alerts are meant: environments/production.yaml. Left out: the tuned thresholds, and no probes.',
  },
  binding: {
    value: 'BINDING',
    says: 'contract or fraiseql-2.15: what the server should be. Left out: what the environment says, and contract where there is none.',
  },
  strict: { says: 'Takes what was not seen yet for missing: for a server that everything has happened to.' },
  timeout: { value: 'SECONDS', says: 'How long the answer may take. Left out: 10, as Prometheus waits.' },
  'bearer-token-file': {
    value: 'FILE',
    says: 'File with a token that is sent to the server. A token on the command line would stand in the history of the shell.',
  },
  'header-file': { value: 'FILE', says: 'File with headers that are sent to the server, one a line.' },
  format: {
    value: 'FORMAT',
    says: 'text, markdown or json. Left out: by the ending of --output, and text where that says nothing.',
  },
  output: { value: 'FILE', says: 'File that the report is written into. Left out: standard output.' },
} as const satisfies Options;

/** What was asked for, and makes sense. */
export interface Asked {
  readonly from: { readonly url: URL } | { readonly file: string };
  readonly settings: Settings;
  /** Whether somebody named the environment. */
  readonly named: boolean;
  readonly strict: boolean;
  readonly timeoutSeconds: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly format: Format;
  readonly output: string | undefined;
}

/** Makes sense of the options, and says everything that makes none. */
export function askedFor(given: Given<typeof options>, problems: string[]): Asked {
  const binding = oneOf('binding', given.binding, bindingNames, problems);
  return {
    from: sourceFrom(given, problems),
    settings: settingsFrom(given.environment, binding, problems),
    named: given.environment !== undefined,
    strict: given.strict,
    timeoutSeconds: timeoutFrom(given.timeout, problems),
    headers: headersFrom(given, problems),
    format: oneOf('format', given.format, formats, problems) ?? formatOf(given.output),
    output: given.output,
  };
}

function sourceFrom({ url, file }: Given<typeof options>, problems: string[]): Asked['from'] {
  if (url !== undefined && file !== undefined)
    problems.push('--url and --file exclude each other: give one.');
  if (file !== undefined) return { file };
  return { url: urlFrom(url, problems) };
}

function settingsFrom(
  file: string | undefined,
  binding: BindingName | undefined,
  problems: string[],
): Settings {
  if (file === undefined) return defaultSettings(binding ?? 'contract');
  try {
    const settings = readSettings(file);
    return binding === undefined ? settings : { ...settings, metrics: { binding } };
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    problems.push(...error.message.split('\n').map((line) => `--environment ${line}`));
    return defaultSettings('contract');
  }
}

/** Longest that anybody may wait for one answer. */
const mostSeconds = 300;

function timeoutFrom(text: string | undefined, problems: string[]): number {
  if (text === undefined) return 10;
  const seconds = /^\d+(\.\d+)?$/.test(text) ? Number(text) : NaN;
  if (seconds > 0 && seconds <= mostSeconds) return seconds;
  problems.push(
    `--timeout must be a number of seconds from 0 to ${String(mostSeconds)}, got '${printable(text)}'.`,
  );
  return 10;
}

function oneOf<Name extends string>(
  option: string,
  got: string | undefined,
  names: readonly Name[],
  problems: string[],
): Name | undefined {
  const known = names.find((name) => name === got);
  if (known !== undefined || got === undefined || got === '') return known;
  const meant = nearest(got, names);
  const help = meant === undefined ? '' : ` Did you mean '${meant}'?`;
  problems.push(`--${option} must be one of ${names.join(', ')}, got '${printable(got)}'.${help}`);
  return undefined;
}

const endings: Readonly<Record<string, Format>> = { '.md': 'markdown', '.json': 'json' };

const formatOf = (output = ''): Format => endings[extname(output).toLowerCase()] ?? 'text';
