import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';

/** What {@link Probe} is made of. */
export interface ProbeProps {
  readonly namespace: string;
  readonly name: string;
  /** The label `probe` of its series. */
  readonly probe: string;
  /** Labels that the Prometheus Operator selects its objects by. */
  readonly labels: Readonly<Record<string, string>>;
  readonly job: string;
  /** Host and port of the blackbox exporter. */
  readonly prober: string;
  /** Module of its configuration. */
  readonly module: string;
  /** Address that is asked. */
  readonly url: string;
}

/** Has the blackbox exporter ask an address every 30 s. */
export class Probe extends Construct {
  constructor(scope: Construct, id: string, props: ProbeProps) {
    super(scope, id);
    const { namespace, name, probe, labels, job, prober, module, url } = props;
    new ApiObject(this, 'Resource', {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'Probe',
      metadata: { name, namespace, labels },
      spec: {
        jobName: job,
        interval: '30s',
        scrapeTimeout: '10s',
        module,
        prober: { url: prober, scheme: 'http', path: '/probe' },
        targets: { staticConfig: { static: [url], labels: { probe } } },
      },
    });
  }
}
