import { alternatives, selectorsIn, takesValue } from '../../promql/matchers.ts';
import { didYouMean, show } from '../../schemas/show.ts';
import type { ManifestCheck } from './check.ts';
import { objectsOf } from './objects/inventory.ts';
import { jobsOf } from './objects/monitors.ts';
import { rulesOf } from './objects/rules.ts';

/** Each `job` that a rule asks for is the job of something that is scraped: of another one there are no series, ever. */
export const ruleJobsScraped: ManifestCheck = (manifests) => {
  const monitors = objectsOf(manifests, 'ServiceMonitor', 'PodMonitor', 'Probe');
  const jobs = [...new Set(monitors.flatMap((monitor) => jobsOf(monitor, manifests)))];
  return rulesOf(manifests).flatMap(({ manifest, field, name, expr }) =>
    unscraped(expr, jobs).map((job) => ({
      manifest,
      field,
      message: `${name} asks for the job ${show(job)}, which no monitor or probe gives to anything.${didYouMean(job, jobs)}`,
    })),
  );
};

function unscraped(expr: string, jobs: readonly string[]): string[] {
  const asked = selectorsIn(expr)
    .flat()
    .filter(({ label }) => label === 'job')
    .flatMap((matcher) => alternatives(matcher).map((alternative) => ({ matcher, alternative })));
  const missing = asked.filter(
    ({ matcher, alternative }) => !jobs.some((job) => takesValue(matcher, alternative, job)),
  );
  return [...new Set(missing.map(({ alternative }) => alternative))];
}
