import type { Manifest } from '../../model/manifest.ts';
import type { Problem } from '../../model/problem.ts';
import type { Finding, ManifestCheck, Manifests } from './check.ts';
import { exceptions } from './exceptions.ts';

/** A check of manifests, and the rules of known scanners that it stands for. */
export interface Judge {
  readonly judge: ManifestCheck;
  /** Ids upstream, such as `kube-score container-image-tag` or `CKV_K8S_14`. @default - none: no scanner has it */
  readonly standsFor?: readonly string[];
}

/** Checks of manifests, by id: the name of the file, and a row in docs/checks.md. */
export const manifestChecks: Readonly<Record<string, Judge>> = {};

/** Runs every check over the manifests of one environment. */
export function checkManifests(environment: string, manifests: Manifests): Problem[] {
  return Object.entries(manifestChecks).flatMap(([check, { judge }]) =>
    judge(manifests)
      .filter((finding) => !isExcepted(check, finding))
      .map(({ manifest, field, message }) => ({
        check,
        where: `${environment}/${manifest.path}`,
        message: `${nameOf(manifest)}, ${field}: ${message}`,
      })),
  );
}

/** What an object is called in messages and exceptions, such as `Deployment monitoring/fraiseql-blackbox-exporter`. */
export function nameOf({ object: { kind, metadata } }: Manifest): string {
  const { namespace, name } = metadata;
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
}

const isExcepted = (check: string, { manifest }: Finding): boolean =>
  exceptions.some((exception) => exception.check === check && exception.object.test(nameOf(manifest)));
