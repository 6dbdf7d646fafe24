import { readFor } from '../../cli/files.ts';
import type { Given } from '../../cli/options.ts';
import type { options } from './asked.ts';

type Files = Pick<Given<typeof options>, 'bearer-token-file' | 'header-file'>;

/** Headers that are sent to the servers. They may be secrets: no message repeats one. */
export function headersFrom(given: Files, problems: string[]): Readonly<Record<string, string>> {
  return { ...headerFile(given['header-file'], problems), ...token(given['bearer-token-file'], problems) };
}

function token(file: string | undefined, problems: string[]): Record<string, string> {
  const text = file === undefined ? undefined : readFor('bearer-token-file', file, problems);
  if (text === undefined) return {};
  if (/^[\x21-\x7e]+$/.test(text)) return { authorization: `Bearer ${text}` };
  problems.push('--bearer-token-file must hold a token and nothing else: this file holds several words.');
  return {};
}

function headerFile(file: string | undefined, problems: string[]): Record<string, string> {
  const text = file === undefined ? undefined : readFor('header-file', file, problems);
  const lines = (text ?? '').split('\n').map((line) => line.trim());
  const headers = lines.flatMap((line, at) => {
    if (line === '' || line.startsWith('#')) return [];
    const [, name, value] = /^([A-Za-z0-9-]+):\s*([\x20-\x7e]+)$/.exec(line) ?? [];
    if (name !== undefined && value !== undefined) return [[name.toLowerCase(), value] as const];
    problems.push(`--header-file must hold lines such as 'Name: value', and line ${String(at + 1)} is none.`);
    return [];
  });
  return Object.fromEntries(headers);
}
