import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';

/** What {@link AlertmanagerConfiguration} is made of. */
export interface AlertmanagerConfigurationProps {
  /** Namespace of the object: that of Alertmanager. */
  readonly namespace: string;
  /** Name of the object, for `configSecret` of the Alertmanager. */
  readonly name: string;
  /** The text of `alertmanager.yaml`. */
  readonly config: string;
  /** Message templates: file name and text. */
  readonly templates: Readonly<Record<string, string>>;
}

/**
 * Alertmanager's configuration for the Prometheus Operator.
 *
 * The operator takes it from a Secret only. This one holds no secret, as every key is read from a file that another Secret
 * brings, and may therefore stand in git.
 */
export class AlertmanagerConfiguration extends Construct {
  constructor(scope: Construct, id: string, props: AlertmanagerConfigurationProps) {
    super(scope, id);
    const { namespace, name, config, templates } = props;
    new ApiObject(this, 'Resource', {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name, namespace },
      type: 'Opaque',
      stringData: { 'alertmanager.yaml': config, ...templates },
    });
  }
}
