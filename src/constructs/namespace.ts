import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';

/** A namespace that admits only pods of Pod Security "restricted", and says so of what it would refuse. */
export class RestrictedNamespace extends Construct {
  constructor(scope: Construct, id: string, { name }: { readonly name: string }) {
    super(scope, id);
    namespace(this, name, 'restricted');
  }
}

/**
 * A namespace that admits any pod, for those that read the node's files. It warns and keeps a record of whatever is not "restricted", and
 * synth admits nothing here but what stands in `src/model/node-access.ts`.
 */
export class NodeNamespace extends Construct {
  constructor(scope: Construct, id: string, { name }: { readonly name: string }) {
    super(scope, id);
    namespace(this, name, 'privileged');
  }
}

function namespace(scope: Construct, name: string, enforced: 'restricted' | 'privileged'): void {
  const levels = { enforce: enforced, audit: 'restricted', warn: 'restricted' };
  const labels = Object.entries(levels).flatMap(([mode, level]) => [
    [`pod-security.kubernetes.io/${mode}`, level],
    [`pod-security.kubernetes.io/${mode}-version`, 'latest'],
  ]);
  new ApiObject(scope, 'Resource', {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, labels: Object.fromEntries(labels) as Record<string, string> },
  });
}
