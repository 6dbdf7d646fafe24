import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';

/** What {@link GrafanaDashboard} is made of. */
export interface GrafanaDashboardProps {
  readonly namespace: string;
  readonly name: string;
  /** Labels of the Grafana that shows it. They never change: the operator takes no other ones later. */
  readonly instanceSelector: Readonly<Record<string, string>>;
  /** Folder that it appears in. */
  readonly folder: string;
  /** The ConfigMap that holds it, and its key there. */
  readonly file: { readonly name: string; readonly key: string };
}

/** Has the Grafana Operator bring a dashboard to a Grafana, which may be in another namespace. */
export class GrafanaDashboard extends Construct {
  constructor(scope: Construct, id: string, props: GrafanaDashboardProps) {
    super(scope, id);
    const { namespace, name, instanceSelector, folder, file } = props;
    new ApiObject(this, 'Resource', {
      apiVersion: 'grafana.integreatly.org/v1beta1',
      kind: 'GrafanaDashboard',
      metadata: { name, namespace },
      spec: {
        instanceSelector: { matchLabels: instanceSelector },
        allowCrossNamespaceImport: true,
        folder,
        configMapRef: file,
        // As long as the operator would take by itself: written out, so that Argo CD sees no difference.
        resyncPeriod: '10m0s',
      },
    });
  }
}
