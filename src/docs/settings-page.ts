import { settingsJsonSchema, type JsonSchema } from '../settings/keys.ts';
import { generated, table } from './markdown.ts';

/** The page that explains every key of an environment file. */
export function settingsPage(): string {
  const rows = keysOf(settingsJsonSchema, '');
  return `${generated('src/settings/schema.ts')}

# Settings

What differs between environments stands in \`environments/<name>.yaml\`, and nowhere else. An unknown key, a wrong type or a value
that looks like a secret is an error with file, line and column; nothing is written then. Editors with a YAML language server
check and explain the file while you type, from \`environments/settings.schema.json\`.

${table(['key', 'value', 'if left out', 'what it is'], rows)}
`;
}

function keysOf(schema: JsonSchema, path: string): string[][] {
  if (schema.oneOf !== undefined) return unionKeys(schema.oneOf, path);
  return Object.entries(propertiesOf(schema)).flatMap(([key, value]) => {
    const required = schema.required?.includes(key) === true;
    const here = [
      `\`${path}${key}\``,
      kindOf(value),
      required ? 'an error' : fallback(value),
      value.description ?? '',
    ];
    return [here, ...keysOf(value, `${path}${key}.`)];
  });
}

/** Keys of a map; those of a map of maps, whose keys the user chooses, stand under `<name>`. */
function propertiesOf({
  properties,
  additionalProperties,
}: JsonSchema): Readonly<Record<string, JsonSchema>> {
  if (typeof additionalProperties === 'object' && additionalProperties.properties !== undefined) {
    return { '<name>': additionalProperties };
  }
  return properties ?? {};
}

/** Keys of each branch, named after it unless all branches say the same of them. */
function unionKeys(branches: readonly JsonSchema[], path: string): string[][] {
  const kinds = branches.map(({ properties }) => properties?.kind?.const ?? '');
  const pages = branches.map((branch) => keysOf(branch, path).filter(([key]) => key !== `\`${path}kind\``));
  const rows = pages.flatMap((page, at) =>
    page.map(([key = '', ...rest]) => {
      const shared = pages.every((other) => other.some((row) => row.join() === [key, ...rest].join()));
      return shared ? [key, ...rest] : [`${key} (${kinds[at] ?? ''})`, ...rest];
    }),
  );
  const kind = [
    `\`${path}kind\``,
    kinds.map((one) => `\`${one}\``).join(' or '),
    'an error',
    'Which of them it is.',
  ];
  return [kind, ...rows.filter(([key], at) => rows.findIndex(([other]) => other === key) === at)];
}

function kindOf({ type, enum: values, properties, oneOf, minimum, maximum }: JsonSchema): string {
  if (type === 'array') return 'a list';
  if (values !== undefined) return values.map((value) => `\`${String(value)}\``).join(' or ');
  if (properties !== undefined || oneOf !== undefined || type === 'object') return 'a map';
  if (minimum !== undefined && maximum !== undefined) return `${String(minimum)} to ${String(maximum)}`;
  return type === 'boolean' ? '`true` or `false`' : 'text';
}

function fallback({ default: value }: JsonSchema): string {
  if (value === undefined) return 'not used';
  const text = JSON.stringify(value);
  return text === '{}' || text === '[]' ? 'none' : `\`${text.replaceAll('"', '')}\``;
}
