import { formOf } from '../settings/keys.ts';
import { parse } from '../settings/parse.ts';
import { SettingsError, type SettingsProblem } from '../settings/problems.ts';
import { textOf } from '../settings/read.ts';
import { judge } from '../settings/validate.ts';
import { printable } from '../cli/words.ts';
import { logsConfigSchema, type LogsConfig } from './config.ts';

const form = formOf(logsConfigSchema);

/**
 * Reads the configuration of `logs setup` and `logs exporter`.
 *
 * @throws SettingsError with all problems, each with its position.
 */
export function readLogsConfig(file: string): LogsConfig {
  const text = textOf(file);
  const outcome = typeof text === 'string' ? readText(text) : { problems: [text] };
  if ('value' in outcome) return outcome.value;
  throw new SettingsError(outcome.problems.map((problem) => ({ file: printable(file), problem })));
}

type Outcome = { readonly value: LogsConfig } | { readonly problems: readonly SettingsProblem[] };

function readText(text: string): Outcome {
  const parsed = parse(text);
  if (parsed.problems.length > 0) return { problems: parsed.problems };
  if (parsed.document.contents !== null) return judge(parsed, form);
  return { problems: [{ line: 1, column: 1, message: 'is empty. docs/logs.md has an example.' }] };
}
