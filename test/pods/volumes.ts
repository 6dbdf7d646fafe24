import { chmodSync, chownSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { find, type Manifest, type Rendered, type Volume } from './object.ts';

/** Values of Secrets, by name and key: they are rendered nowhere. */
export type Secrets = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Where volumes come from. */
export interface Sources {
  readonly manifests: readonly Manifest[];
  readonly secrets: Secrets;
  /** Sizes of emptyDirs by volume, as mount has them, such as `4m`. */
  readonly sizes: Readonly<Record<string, string>>;
  /** Folders that claims are, by name of the volume. */
  readonly claims: Readonly<Record<string, string>>;
}

/** Volumes of a pod: folders of this machine, and those among them that are file systems of their own. */
export interface Volumes {
  readonly folders: ReadonlyMap<string, string>;
  /** Volumes that are read only, whatever the mount says. */
  readonly fixed: ReadonlySet<string>;
  /** File systems that are still to be mounted: folder and size. */
  readonly scratch: readonly (readonly [folder: string, size: string])[];
}

/** Makes the volumes of a pod below a folder. */
export function volumesOf({ spec, claims }: Rendered, folder: string, sources: Sources): Volumes {
  const folders = new Map<string, string>();
  const fixed = new Set<string>();
  const scratch: [string, string][] = [];
  const group = spec.securityContext?.fsGroup ?? 0;
  const all: readonly Volume[] = [
    ...(spec.volumes ?? []),
    ...claims.map((name) => ({ name, persistentVolumeClaim: { claimName: name } })),
  ];
  for (const volume of all) {
    const own = sources.claims[volume.name];
    const at = own ?? join(folder, 'volumes', volume.name);
    folders.set(volume.name, at);
    if (own === undefined) mkdirSync(at, { recursive: true });
    const files = filesOf(volume, sources);
    if (files !== undefined) {
      fixed.add(volume.name);
      write(at, files, group);
    } else if (volume.emptyDir) scratch.push([at, sources.sizes[volume.name] ?? sizeOf(volume)]);
    else belong(at, group);
  }
  return { folders, fixed, scratch };
}

interface Files {
  readonly content: Readonly<Record<string, string>>;
  readonly mode: number;
}

/** Files of a volume that is a ConfigMap or a Secret; nothing where it is another. */
function filesOf(
  { name, configMap, secret, emptyDir, persistentVolumeClaim }: Volume,
  sources: Sources,
): Files | undefined {
  if (configMap) {
    const { data = {} } = find(sources.manifests, 'ConfigMap', configMap.name) as { data?: Files['content'] };
    return { content: chosen(data, configMap.items), mode: configMap.defaultMode ?? 0o644 };
  }
  if (secret) {
    const values = sources.secrets[secret.secretName];
    if (values === undefined) throw new Error(`The test gives no Secret ${secret.secretName}.`);
    return { content: chosen(values, secret.items), mode: secret.defaultMode ?? 0o644 };
  }
  if (emptyDir || persistentVolumeClaim) return undefined;
  throw new Error(`The volume ${name} is of a kind that this runner does not know.`);
}

function chosen(
  data: Files['content'],
  items: readonly { readonly key: string; readonly path: string }[] | undefined,
): Files['content'] {
  if (items === undefined) return data;
  return Object.fromEntries(
    items.map(({ key, path }) => {
      const value = data[key];
      if (value === undefined) throw new Error(`There is no key ${key}: the pod would not start.`);
      return [path, value];
    }),
  );
}

/** Root's files, which the group of the pod reads. */
function write(folder: string, { content, mode }: Files, group: number): void {
  for (const [path, value] of Object.entries(content)) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, value);
    chownSync(file, 0, group);
    chmodSync(file, group === 0 ? mode : mode | 0o040);
  }
}

/** A volume of a claim belongs to the group of the pod. */
function belong(folder: string, group: number): void {
  chownSync(folder, 0, group);
  chmodSync(folder, 0o2775);
}

/** A size as tmpfs has it: `20Gi` is `20g`. */
const sizeOf = ({ emptyDir }: Volume): string => {
  const limit = emptyDir?.sizeLimit ?? '1Gi';
  const size = /^(\d+)([KMGT]?)i?$/.exec(limit);
  if (size === null) throw new Error(`The size ${limit} of an emptyDir is none.`);
  return `${size[1] ?? ''}${(size[2] ?? '').toLowerCase()}`.replace(
    /(\d+)t$/,
    (_, tebi: string) => `${tebi}024g`,
  );
};
