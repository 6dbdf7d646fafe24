import { containersOf, type Container, type Pods } from './pods.ts';
import type { Thing } from './inventory.ts';

type Source = Pick<Thing, 'kind' | 'name'> & { readonly paths: Readonly<Record<string, string>> | undefined };

/** A file that a container is told to read, and where it comes from. */
export interface MountedFile {
  /** Place of the container in the object. */
  readonly field: string;
  /** Path as the container has it. */
  readonly path: string;
  /** Secret or ConfigMap that is mounted there. */
  readonly source: Pick<Thing, 'kind' | 'name'>;
  /** Key of it that is the file. @default - the volume does not have this file */
  readonly key?: string | undefined;
  /** Whether the volume lists its files, so that its keys are named there too. */
  readonly listed: boolean;
}

/**
 * Files of mounted Secrets and ConfigMaps that arguments, variables and fields of containers name.
 *
 * @param told files that something else tells all containers to read. @default - none
 */
export const mountedFiles = (pods: Pods, told: readonly string[] = []): MountedFile[] =>
  containersOf(pods).flatMap(({ container, field }) =>
    [...pathsIn(container), ...told].flatMap((path) => {
      const found = sourceOf(path, container, pods);
      return found === undefined ? [] : [{ field, path, ...found }];
    }),
  );

const pathsIn = ({ command = [], args = [], env = [], objectStorageConfigFile = '' }: Container): string[] =>
  [...command, ...args, ...env.map(({ value = '' }) => value), objectStorageConfigFile].flatMap(
    (text) => /^(?:--?[\w.-]+=)?(\/[\w./-]+)$/.exec(text)?.[1] ?? [],
  );

function sourceOf(path: string, { volumeMounts = [] }: Container, { spec }: Pods) {
  const mount = volumeMounts.find(({ mountPath }) => path.startsWith(`${mountPath}/`));
  const volume = spec.volumes?.find(({ name }) => name === mount?.name);
  const source = volume && readVolume(volume);
  if (mount === undefined || source === undefined) return undefined;
  const file = path.slice(mount.mountPath.length + 1);
  const { paths, kind, name } = source;
  return {
    source: { kind, name },
    key: paths === undefined ? file : paths[file],
    listed: paths !== undefined,
  };
}

interface FileVolume {
  readonly secretName?: string;
  readonly name?: string;
  readonly items?: readonly { readonly key: string; readonly path: string }[];
}

function readVolume(volume: Readonly<Record<string, unknown>>): Source | undefined {
  const { secret, configMap } = volume as { secret?: FileVolume; configMap?: FileVolume };
  const files = secret ?? configMap;
  if (files === undefined) return undefined;
  const { secretName, name = secretName ?? '', items } = files;
  const paths = items && Object.fromEntries(items.map(({ key, path }) => [path, key]));
  return { kind: secret === undefined ? 'ConfigMap' : 'Secret', name, paths };
}
