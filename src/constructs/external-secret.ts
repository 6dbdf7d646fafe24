import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';

/** What {@link ExternalSecret} is made of. */
export interface ExternalSecretProps {
  readonly namespace: string;
  /** Name of the object, and of the Secret that it brings. */
  readonly name: string;
  readonly store: { readonly kind: string; readonly name: string };
  /** Where the store keeps it. */
  readonly remoteKey: string;
  /** Keys of the Secret: the properties of that name. */
  readonly keys: readonly string[];
}

/**
 * Brings a Secret from a secret store. The Secret stays when the store fails or the entry goes: whoever is on call keeps being
 * paged. What the External Secrets Operator would fill in is written out, so that Argo CD sees no difference.
 */
export class ExternalSecret extends Construct {
  constructor(scope: Construct, id: string, props: ExternalSecretProps) {
    super(scope, id);
    const { namespace, name, store, remoteKey, keys } = props;
    new ApiObject(this, 'Resource', {
      apiVersion: 'external-secrets.io/v1',
      kind: 'ExternalSecret',
      metadata: { name, namespace },
      spec: {
        refreshInterval: '1h0m0s',
        secretStoreRef: { kind: store.kind, name: store.name },
        target: { name, creationPolicy: 'Owner', deletionPolicy: 'Retain' },
        data: keys.map((key) => ({
          secretKey: key,
          remoteRef: {
            key: remoteKey,
            property: key,
            conversionStrategy: 'Default',
            decodingStrategy: 'None',
            metadataPolicy: 'None',
          },
        })),
      },
    });
  }
}
