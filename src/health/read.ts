import { accessSync, constants, readFileSync } from 'node:fs';
import { printable } from '../cli/words.ts';
import { formOf } from '../settings/keys.ts';
import { parse, type Parsed } from '../settings/parse.ts';
import { SettingsError, type SettingsProblem } from '../settings/problems.ts';
import { textOf } from '../settings/read.ts';
import { judge, positionAt } from '../settings/validate.ts';
import { healthConfigSchema, type HealthConfig } from './config.ts';

const form = formOf(healthConfigSchema);
const start = { line: 1, column: 1 } as const;

/**
 * Reads the configuration of the health service, and whether the files that it names are there.
 *
 * @throws SettingsError with all problems, each with its position.
 */
export function readHealthConfig(file: string): HealthConfig {
  const text = textOf(file);
  const outcome = typeof text === 'string' ? readText(text) : { problems: [text] };
  if ('value' in outcome) return outcome.value;
  throw new SettingsError(outcome.problems.map((problem) => ({ file: printable(file), problem })));
}

type Outcome = { readonly value: HealthConfig } | { readonly problems: readonly SettingsProblem[] };

function readText(text: string): Outcome {
  const parsed = parse(text);
  if (parsed.problems.length > 0) return { problems: parsed.problems };
  if (parsed.document.contents === null) {
    return { problems: [{ ...start, message: 'is empty. docs/health.md has an example to begin with.' }] };
  }
  const judged = judge(parsed, form);
  if ('problems' in judged) return judged;
  const problems = unreadable(judged.value, parsed);
  return problems.length === 0 ? judged : { problems };
}

/** Files that are named and of no use. What stands in them is looked at, and never repeated. */
const unreadable = ({ checks }: HealthConfig, parsed: Parsed): SettingsProblem[] =>
  entries(checks).flatMap(([dependency, check]) =>
    entries(check).flatMap(([key, value]) => {
      if (!key.endsWith('File') || typeof value !== 'string') return [];
      const why = whyUnusable(value);
      const path = ['checks', dependency, key];
      return why === undefined
        ? []
        : [{ ...positionAt(parsed, path), message: `'${path.join('.')}' names a file that ${why}.` }];
    }),
  );

const entries = (map: unknown): [string, unknown][] => Object.entries(map as Record<string, unknown>);

function whyUnusable(path: string): string | undefined {
  try {
    accessSync(path, constants.R_OK);
    return readFileSync(path, 'utf8').trim() === '' ? 'is empty' : undefined;
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    return reasons[code] ?? `cannot be read (${code})`;
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  ENOTDIR: 'does not exist',
  EISDIR: 'is a folder',
  EACCES: 'may not be read',
};
