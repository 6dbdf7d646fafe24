import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';

type Labels = Readonly<Record<string, string>>;

/** One address of a target that is scraped. */
export interface Endpoint {
  /** Name of the port: the Service's, or the pod's. */
  readonly port: string;
  /** @default /metrics */
  readonly path?: string;
  /** @default 30s */
  readonly interval?: string;
  /** Whether the path becomes a label: two paths of one target have the same labels otherwise, and one series. @default false */
  readonly labelPath?: boolean;
  /** Further fields of the endpoint, as the Prometheus Operator takes them. @default - none */
  readonly more?: Readonly<Record<string, unknown>>;
}

/** What {@link Monitor} is made of. */
export interface MonitorProps {
  readonly namespace: string;
  readonly name: string;
  /** Labels that the Prometheus Operator selects its objects by. */
  readonly labels: Labels;
  /** What is found: Services, or the pods where there is no Service. @default service */
  readonly via?: 'service' | 'pods';
  /** Where they are. */
  readonly targetNamespace: string;
  /** Labels of the Services or pods. */
  readonly selector: Labels;
  /** The `job` label. @default - the name of the Service */
  readonly job?: string;
  readonly endpoints: readonly Endpoint[];
}

/** Tells the Prometheus Operator what to scrape: a ServiceMonitor, or a PodMonitor. */
export class Monitor extends Construct {
  constructor(scope: Construct, id: string, props: MonitorProps) {
    super(scope, id);
    const { namespace, name, labels, via = 'service', targetNamespace, selector, endpoints } = props;
    const [kind, list] =
      via === 'service' ? ['ServiceMonitor', 'endpoints'] : ['PodMonitor', 'podMetricsEndpoints'];
    new ApiObject(this, 'Resource', {
      apiVersion: 'monitoring.coreos.com/v1',
      kind,
      metadata: { name, namespace, labels },
      spec: {
        namespaceSelector: { matchNames: [targetNamespace] },
        selector: { matchLabels: selector },
        [list]: endpoints.map((endpoint) => scrape(endpoint, props.job)),
      },
    });
  }
}

function scrape(
  { port, path = '/metrics', interval = '30s', labelPath = false, more = {} }: Endpoint,
  job?: string,
) {
  const relabelings = [
    ...(labelPath
      ? [{ action: 'replace', sourceLabels: ['__metrics_path__'], targetLabel: 'metrics_path' }]
      : []),
    ...(job === undefined ? [] : [{ action: 'replace', targetLabel: 'job', replacement: job }]),
  ];
  return {
    port,
    path,
    interval,
    scrapeTimeout: '10s',
    ...(relabelings.length > 0 ? { relabelings } : {}),
    ...more,
  };
}
