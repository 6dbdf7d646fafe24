import type { Span } from '../../day/clock.ts';
import type { Prometheus } from '../../day/prometheus.ts';
import type { Variable } from './asked.ts';
import type { VariableJson } from './json.ts';

/** Names and values that stand in PromQL in place of `$name`. */
export type Scope = Readonly<Record<string, string>>;

/** Replaces variables as Grafana does. What is none stays, such as `$1` of label_replace. */
export const interpolate = (text: string, scope: Scope): string =>
  text.replace(
    /\$\{(\w+)(?::\w+)?\}|\$(\w+)|\[\[(\w+)\]\]/g,
    (whole, braced?: string, plain?: string, old?: string) => {
      return scope[braced ?? plain ?? old ?? ''] ?? whole;
    },
  );

/** Asks for the options of all variables in turn, since one may read another, and chooses as the JSON says. */
export async function variablesOf(
  list: readonly VariableJson[],
  prometheus: Prometheus,
  span: Span,
): Promise<Variable[]> {
  const variables: Variable[] = [];
  for (const json of list) {
    const scope = Object.fromEntries(variables.map(({ name, value }) => [name, value]));
    variables.push(chosen(json, await optionsOf(json, scope, prometheus, span)));
  }
  return variables;
}

async function optionsOf(
  json: VariableJson,
  scope: Scope,
  prometheus: Prometheus,
  span: Span,
): Promise<string[]> {
  const { type, name, query = '' } = json;
  if (type === 'datasource') return ['Prometheus'];
  if (type !== 'query') return query.split(',').map((option) => option.trim());
  const [, selector, label] = /^label_values\((?:(.+),)?\s*(\w+)\s*\)$/s.exec(query) ?? [];
  if (label === undefined)
    throw new Error(`Variable '${name}' asks '${query}', which is no label_values(…).`);
  return prometheus.labelValues(label, span, selector && interpolate(selector, scope));
}

function chosen(json: VariableJson, options: readonly string[]): Variable {
  const { name, label = name, hide = 0, allValue, multi = false, includeAll = false } = json;
  const wanted = [json.current?.value ?? []].flat();
  const all = wanted.includes('$__all');
  // What is not there any more gives way to the first that is.
  const known = wanted.filter((value) => options.includes(value));
  const values = all ? options : known.length > 0 ? known : options.slice(0, 1);
  const escaped = values.map((value) => (multi || includeAll ? inRegex(value) : inString(value)));
  return {
    name,
    label,
    options,
    hidden: hide === 2,
    text: all ? 'All' : values.join(' + '),
    value:
      all && allValue !== undefined
        ? allValue
        : escaped.length > 1
          ? `(${escaped.join('|')})`
          : (escaped[0] ?? ''),
  };
}

/** A value within quotes. */
const inString = (value: string): string => value.replace(/\\/g, '\\\\').replace(/"/g, '\\"');

/** A value within a regular expression within quotes. */
const inRegex = (value: string): string => inString(value.replace(/[$^*{}[\]'+?.()|\\]/g, '\\$&'));
