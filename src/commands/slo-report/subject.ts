import type { Given } from '../../cli/options.ts';
import { printable } from '../../cli/words.ts';
import { readSettings } from '../../settings/read.ts';
import { SettingsError } from '../../settings/problems.ts';
import type { Subject } from '../../slo/report/day.ts';
import type { options } from './asked.ts';

type Told = Pick<Given<typeof options>, 'environment' | 'service' | 'namespace'>;

/** Whose slices: as the settings of an environment say, or as the options do; nothing where neither says it. */
export function subjectFrom(given: Told, labels: Subject['labels'], problems: string[]): Subject | undefined {
  const { environment, service, namespace } = given;
  if (environment !== undefined) {
    if (service !== undefined || namespace !== undefined) {
      problems.push('--environment says which service it is: leave out --service and --namespace.');
    }
    return fromSettings(environment, labels, problems);
  }
  if (service === undefined && namespace === undefined) return undefined;
  return {
    service: named('service', service, problems),
    namespace: named('namespace', namespace, problems),
    labels,
  };
}

function fromSettings(file: string, labels: Subject['labels'], problems: string[]): Subject {
  try {
    const { environment, service } = readSettings(file);
    return { service: service.name, namespace: service.namespace, labels: { environment, ...labels } };
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    problems.push(...error.message.split('\n').map((line) => `--environment ${line}`));
    return { service: '', namespace: '', labels };
  }
}

function named(option: 'service' | 'namespace', name: string | undefined, problems: string[]): string {
  if (name === undefined) {
    problems.push(`--${option} is missing: --service and --namespace go together.`);
  } else if (!/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(name)) {
    problems.push(
      `--${option} must be a Kubernetes name: lower case letters, digits and dashes, got '${printable(name)}'.`,
    );
  }
  return name ?? '';
}

/** Labels and their values. */
export function labelsFrom(given: readonly string[], problems: string[]): Record<string, string> {
  const pairs = given.flatMap((text) => {
    const [, name, value] = /^([a-zA-Z_]\w*)=(.+)$/.exec(text) ?? [];
    if (name !== undefined && value !== undefined) return [[name, value] as const];
    problems.push(
      `--label must be a label and its value, such as environment=production, got '${printable(text)}'.`,
    );
    return [];
  });
  return Object.fromEntries(pairs);
}
