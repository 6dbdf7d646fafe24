import type { Manifest } from '../../../model/manifest.ts';
import type { RuleGroup } from '../../../model/rule.ts';
import type { Manifests } from '../check.ts';
import { objectsOf } from './inventory.ts';
import { at } from './pods.ts';

/** A rule of a PrometheusRule, with its place. */
export interface PlacedRule {
  readonly manifest: Manifest;
  readonly field: string;
  /** Name of the alert, or of what is recorded. */
  readonly name: string;
  readonly expr: string;
}

/** Every rule of every PrometheusRule. */
export const rulesOf = (manifests: Manifests): PlacedRule[] =>
  objectsOf(manifests, 'PrometheusRule').flatMap((manifest) =>
    ((at(manifest.object, 'spec', 'groups') ?? []) as readonly RuleGroup[]).flatMap(({ rules }, group) =>
      rules.map((rule, index) => ({
        manifest,
        field: `spec.groups[${String(group)}].rules[${String(index)}].expr`,
        name: 'alert' in rule ? rule.alert : rule.record,
        expr: rule.expr,
      })),
    ),
  );
