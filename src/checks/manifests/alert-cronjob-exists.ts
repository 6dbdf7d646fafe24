import { alternatives, selectorsIn, type LabelMatcher } from '../../promql/matchers.ts';
import { didYouMean, show } from '../../schemas/show.ts';
import type { ManifestCheck } from './check.ts';
import { findThing, inventory, type Thing } from './objects/inventory.ts';
import { rulesOf } from './objects/rules.ts';

/** Each CronJob that a rule asks about, by its name or by that of its Jobs, is made here or there before. */
export const alertCronjobExists: ManifestCheck = (manifests) => {
  const things = inventory(manifests);
  return rulesOf(manifests).flatMap(({ manifest, field, name, expr }) => {
    const messages = selectorsIn(expr).flatMap((matchers) => missing(matchers, things));
    return [...new Set(messages)].map((message) => ({
      manifest,
      field,
      message: `${name} ${message}`,
    }));
  });
};

function missing(matchers: readonly LabelMatcher[], things: readonly Thing[]): string[] {
  const namespace = matchers.find(({ label, operator }) => label === 'namespace' && operator === '=')?.value;
  const names = matchers.flatMap((matcher) => cronJobsIn(matcher));
  if (names.length > 0 && namespace === undefined)
    return [`asks for the CronJob ${show(names[0])} in any namespace. Name one.`];
  const known = things.filter((thing) => thing.kind === 'CronJob' && thing.namespace === namespace);
  return names
    .filter((name) => findThing(known, { kind: 'CronJob', namespace, name }) === undefined)
    .map(
      (name) =>
        `asks for the CronJob ${show(name)}, which is neither made in ${namespace ?? ''} nor a prerequisite.${didYouMean(
          name,
          known.map((thing) => thing.name),
        )}`,
    );
}

/** A CronJob calls its Jobs by its own name, a dash, and a number. */
function cronJobsIn(matcher: LabelMatcher): string[] {
  if (matcher.label === 'cronjob') return alternatives(matcher);
  return matcher.label === 'job_name'
    ? alternatives(matcher).map((name) => name.replace(/-(\.[*+]|\d+|\\d\+|\[0-9\]\+)$/, ''))
    : [];
}
