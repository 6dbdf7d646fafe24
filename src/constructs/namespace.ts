import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';

/** A namespace that admits only pods of Pod Security "restricted", and says so of what it would refuse. */
export class RestrictedNamespace extends Construct {
  constructor(scope: Construct, id: string, { name }: { readonly name: string }) {
    super(scope, id);
    const modes = ['enforce', 'audit', 'warn'].flatMap((mode) => [
      [`pod-security.kubernetes.io/${mode}`, 'restricted'],
      [`pod-security.kubernetes.io/${mode}-version`, 'latest'],
    ]);
    new ApiObject(this, 'Resource', {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name, labels: Object.fromEntries(modes) as Record<string, string> },
    });
  }
}
