import { readFor } from '../../cli/files.ts';
import { logsConfigSchema, type LogsConfig } from '../../logs/config.ts';
import { readLogsConfig } from '../../logs/read.ts';
import { SettingsError } from '../../settings/problems.ts';

/** Options that both commands about logs have. */
export const options = {
  config: { value: 'FILE', says: 'Where Elasticsearch is, and what it is to have: docs/logs.md.' },
  'api-key-file': {
    value: 'FILE',
    says: 'File with an API key, encoded or as id:key. Left out: it is asked without one.',
  },
} as const;

const none: LogsConfig = logsConfigSchema.parse({
  environment: 'none',
  elasticsearch: { url: 'http://localhost' },
});

/** The configuration, or problems. */
export function configFrom(file: string | undefined, problems: string[]): LogsConfig {
  try {
    if (file !== undefined) return readLogsConfig(file);
    problems.push('--config is missing: the file that says where Elasticsearch is.');
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    problems.push(...error.message.split('\n'));
  }
  return none;
}

/** The path of the key, which is looked at and not kept: it may be another one later. */
export function keyFrom(file: string | undefined, problems: string[]): string | undefined {
  if (file !== undefined) readFor('api-key-file', file, problems);
  return file;
}
