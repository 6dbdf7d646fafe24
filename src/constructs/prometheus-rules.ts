import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import type { RuleGroup } from '../model/rule.ts';

/** What {@link PrometheusRules} is made of. */
export interface PrometheusRulesProps {
  /** Namespace of the object. */
  readonly namespace: string;
  /** Name of the object. */
  readonly name: string;
  /** Rule groups, as Prometheus reads them. */
  readonly groups: readonly RuleGroup[];
  /**
   * Labels that the Prometheus Operator selects rules by.
   * @default - none: an operator that selects all rules finds it
   */
  readonly labels?: Readonly<Record<string, string>>;
}

/** Rules for the Prometheus Operator: a PrometheusRule with the very groups of the plain rule file. */
export class PrometheusRules extends Construct {
  constructor(scope: Construct, id: string, props: PrometheusRulesProps) {
    super(scope, id);
    const { namespace, name, groups, labels = {} } = props;
    new ApiObject(this, 'Resource', {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PrometheusRule',
      metadata: { name, namespace, labels },
      spec: { groups },
    });
  }
}
