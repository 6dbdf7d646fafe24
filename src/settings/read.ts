import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { decode, parse } from './parse.ts';
import { SettingsError, type SettingsProblem } from './problems.ts';
import type { Settings } from './schema.ts';
import { secrets } from './secrets.ts';
import { validate } from './validate.ts';

/**
 * Reads every environment file of a folder.
 *
 * @throws SettingsError with all problems of all files.
 */
export function readEnvironments(folder: string): Settings[] {
  const files = environmentFiles(folder);
  const read = files.map((file) => ({ file, outcome: readOne(file) }));
  const problems = read.flatMap(({ file, outcome }) =>
    'problems' in outcome ? outcome.problems.map((problem) => ({ file, problem })) : [],
  );
  if (problems.length > 0) throw new SettingsError(problems);
  return read.flatMap(({ outcome }) => ('settings' in outcome ? [outcome.settings] : []));
}

/**
 * Reads one environment file.
 *
 * @throws SettingsError with all of its problems.
 */
export function readSettings(file: string): Settings {
  const outcome = readOne(file);
  if ('settings' in outcome) return outcome.settings;
  throw new SettingsError(outcome.problems.map((problem) => ({ file, problem })));
}

type Outcome = { readonly settings: Settings } | { readonly problems: readonly SettingsProblem[] };

const start = { line: 1, column: 1 } as const;
const fails = (...problems: readonly SettingsProblem[]): Outcome => ({ problems });

/** Files that people wrote: editors leave hidden ones beside them. */
function environmentFiles(folder: string): string[] {
  const names = listing(folder).filter((name) => /^[^.].*\.ya?ml$/i.test(name));
  if (names.length > 0) return names.sort().map((name) => join(folder, name));
  const message = 'holds no environment. Put a file such as production.yaml there.';
  throw new SettingsError([{ file: folder, problem: { ...start, message } }]);
}

function listing(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    throw new SettingsError([{ file: folder, problem: { ...start, message: unreadable(error) } }]);
  }
}

function readOne(file: string): Outcome {
  if (!file.endsWith('.yaml')) return fails({ ...start, message: 'must be called <environment>.yaml.' });
  const text = textOf(file);
  if (typeof text !== 'string') return fails(text);
  const leaks = secrets(text);
  const outcome = readText(text, basename(file, '.yaml'));
  if (leaks.length === 0) return outcome;
  const others = 'problems' in outcome ? outcome.problems : [];
  return fails(...leaks, ...others.filter(({ line }) => !leaks.some((leak) => leak.line === line)));
}

function readText(text: string, name: string): Outcome {
  const parsed = parse(text);
  if (parsed.problems.length > 0) return fails(...parsed.problems);
  if (parsed.document.contents === null) {
    return fails({ ...start, message: 'is empty. Copy another environment and change what differs.' });
  }
  const result = validate(parsed, name);
  return 'environment' in result ? { settings: result } : fails(...result);
}

/** The text of a file that somebody names, or why there is none. */
export function textOf(file: string): string | SettingsProblem {
  try {
    return statSync(file).isFile() ? decode(readFileSync(file)) : { ...start, message: 'is not a file.' };
  } catch (error) {
    return { ...start, message: unreadable(error) };
  }
}

function unreadable(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code ?? String(error);
  const reasons: Readonly<Record<string, string>> = {
    ENOENT: 'does not exist',
    ENOTDIR: 'is not a folder',
    ELOOP: 'is a link to itself',
    EACCES: 'may not be read',
  };
  return `${reasons[code] ?? `cannot be read (${code})`}.`;
}
