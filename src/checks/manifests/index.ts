import type { Manifest } from '../../model/manifest.ts';
import type { Problem } from '../../model/problem.ts';
import type { Finding, Judge, Manifests } from './check.ts';
import { exceptions } from './exceptions.ts';
import { operationsChecks } from './operations.ts';
import { relationChecks } from './relations.ts';
import { schemaValid } from './schema-valid.ts';
import { securityChecks } from './security.ts';

const wellFormed = 'schema-valid';

/** Checks of manifests, by id: the name of the file, and a row in docs/checks.md. */
export const manifestChecks: Readonly<Record<string, Judge>> = {
  [wellFormed]: {
    judge: schemaValid,
    standsFor: ['kube-score stable-version', 'kube-linter no-extensions-v1beta, schema-validation'],
  },
  ...securityChecks,
  ...operationsChecks,
  ...relationChecks,
};

/** Runs every check over the manifests of one environment. Of objects that are not well-formed, the others know nothing. */
export function checkManifests(environment: string, manifests: Manifests): Problem[] {
  const run = (check: string, { judge }: Judge): Problem[] =>
    judge(manifests)
      .filter((finding) => !isExcepted(check, finding))
      .map(({ manifest, field, message }) => ({
        check,
        where: `${environment}/${manifest.path}`,
        message: `${nameOf(manifest)}, ${field}: ${message}`,
      }));
  const malformed = run(wellFormed, { judge: schemaValid });
  if (malformed.length > 0) return malformed;
  const rest = Object.entries(manifestChecks).filter(([check]) => check !== wellFormed);
  return rest.flatMap(([check, judge]) => run(check, judge));
}

/** What an object is called in messages and exceptions, such as `Deployment monitoring/fraiseql-blackbox-exporter`. */
export function nameOf({ object: { kind, metadata } }: Manifest): string {
  const { namespace, name } = metadata;
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
}

const isExcepted = (check: string, { manifest, field }: Finding): boolean =>
  exceptions.some(
    (exception) =>
      exception.check === check &&
      exception.object.test(nameOf(manifest)) &&
      (exception.field ?? /^/).test(field),
  );
