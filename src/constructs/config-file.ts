import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { componentLabels } from '../model/labels.ts';

/** What {@link ConfigFile} is made of. */
export interface ConfigFileProps {
  readonly namespace: string;
  readonly name: string;
  /** Texts by file name. */
  readonly files: Readonly<Record<string, string>>;
}

/** Files for a container, without a secret in them. */
export class ConfigFile extends Construct {
  constructor(scope: Construct, id: string, { namespace, name, files }: ConfigFileProps) {
    super(scope, id);
    new ApiObject(this, 'Resource', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name, namespace, labels: componentLabels(name) },
      data: files,
    });
  }
}
