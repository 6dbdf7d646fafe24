import type { KubernetesObject } from '../../../model/manifest.ts';
import { at } from './pods.ts';

/** A text in a Secret that is made here, and the map that it stands in. */
export interface SecretText {
  readonly map: 'data' | 'stringData';
  readonly text: string;
}

/** The text under a key of a Secret, without its encoding, or nothing: `stringData` overrides `data`. */
export function secretText(
  { kind, data, stringData }: KubernetesObject,
  key: string,
): SecretText | undefined {
  if (kind !== 'Secret') return undefined;
  const [plain, encoded] = [at(stringData, key), at(data, key)];
  if (typeof plain === 'string') return { map: 'stringData', text: plain };
  if (typeof encoded !== 'string') return undefined;
  return { map: 'data', text: Buffer.from(encoded, 'base64').toString() };
}
