import type { KubernetesObject, Manifest } from '../../model/manifest.ts';
import { secretIn } from '../../settings/secrets.ts';
import type { ManifestCheck } from './check.ts';
import { textsIn } from './objects/values.ts';

/** No text in any object looks like a secret. The message never repeats it: it ends up in logs of CI. */
export const noSecretValues: ManifestCheck = ({ all }) =>
  all.flatMap((manifest) =>
    textsOf(manifest).flatMap(({ field, text }) => {
      const found = text
        .split('\n')
        .map((line) => secretIn(line) ?? passwordIn(manifest, line))
        .find((what) => what !== undefined);
      if (found === undefined) return [];
      return [{ manifest, field, message: `Looks like ${found}. Have it read from a file of a Secret.` }];
    }),
  );

/** What a Secret holds is looked at without its encoding. */
const textsOf = ({ object }: Manifest): { field: string; text: string }[] =>
  textsIn(object).map(({ field, text }) => ({
    field,
    text: isEncoded(object, field) ? Buffer.from(text, 'base64').toString() : text,
  }));

const isEncoded = ({ kind }: KubernetesObject, field: string): boolean =>
  kind === 'Secret' && /^data\b/.test(field);

/** A line of a file that gives a password: where it is read from a file, the key is called so. */
const passwordIn = ({ object: { kind } }: Manifest, line: string): string | undefined =>
  ['ConfigMap', 'Secret'].includes(kind) &&
  /^\s*['"]?[\w.-]*(password|passwd|secret|token|api[_-]?key|credentials)['"]?\s*[:=]\s*['"]?[^\s'"{$<]/i.test(
    line,
  )
    ? 'a password in a file'
    : undefined;
