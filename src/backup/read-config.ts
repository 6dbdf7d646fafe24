import { printable } from '../cli/words.ts';
import { formOf } from '../settings/keys.ts';
import { parse } from '../settings/parse.ts';
import { SettingsError, type SettingsProblem } from '../settings/problems.ts';
import { textOf } from '../settings/read.ts';
import { judge } from '../settings/validate.ts';
import { backupConfigSchema, type BackupConfig } from './config.ts';

const form = formOf(backupConfigSchema);

/**
 * Reads the file that says where the backups are.
 *
 * @throws SettingsError with all problems, each with its position.
 */
export function readBackupConfig(file: string): BackupConfig {
  const text = textOf(file);
  const outcome = typeof text === 'string' ? readText(text) : { problems: [text] };
  if ('value' in outcome) return outcome.value;
  throw new SettingsError(outcome.problems.map((problem) => ({ file: printable(file), problem })));
}

type Outcome = { readonly value: BackupConfig } | { readonly problems: readonly SettingsProblem[] };

function readText(text: string): Outcome {
  const parsed = parse(text);
  if (parsed.problems.length > 0) return { problems: parsed.problems };
  if (parsed.document.contents !== null) return judge(parsed, form);
  return { problems: [{ line: 1, column: 1, message: 'is empty. docs/backup.md has an example.' }] };
}
