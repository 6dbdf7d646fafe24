import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { componentLabels } from '../model/labels.ts';

/** What {@link NetworkService} is made of. */
export interface NetworkServiceProps {
  readonly namespace: string;
  /** Name, and `job` label of what is scraped through it. */
  readonly name: string;
  /** Ports by name: the same as the pods'. */
  readonly ports: Readonly<Record<string, number>>;
  /** Labels of the pods. */
  readonly selector: Readonly<Record<string, string>>;
  /** Whether its name gives the address of each pod, ready or not. @default false */
  readonly headless?: boolean;
}

/** A Service inside the cluster. */
export class NetworkService extends Construct {
  constructor(scope: Construct, id: string, props: NetworkServiceProps) {
    super(scope, id);
    const { namespace, name, ports, selector, headless = false } = props;
    new ApiObject(this, 'Resource', {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name, namespace, labels: componentLabels(name) },
      spec: {
        type: 'ClusterIP',
        ...(headless ? { clusterIP: 'None', publishNotReadyAddresses: true } : {}),
        selector,
        ports: Object.entries(ports).map(([key, port]) => ({
          name: key,
          port,
          // By number: the operator gives two containers of a pod a port of the same name.
          targetPort: port,
          protocol: 'TCP',
        })),
      },
    });
  }
}
