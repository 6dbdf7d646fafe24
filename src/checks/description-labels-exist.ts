import { identityLabels } from '../rules/identity.ts';
import type { AlertCheck } from './check.ts';

/**
 * A description asks only for labels that the expression keeps. Prometheus prints others as nothing, those of the rule
 * itself among them.
 */
export const descriptionLabelsExist: AlertCheck = (resolved) => {
  const has = identityLabels(resolved);
  const asked = [...(resolved.rule.annotations.description ?? '').matchAll(/\$labels\.(\w+)/g)].map(
    ([, name]) => name ?? '',
  );
  return asked
    .filter((name) => !has.includes(name))
    .map(
      (name) =>
        `describes itself with the label '${name}', which its expression does not keep. It keeps ${has.join(', ') || 'none'}.`,
    );
};
