import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { componentLabels } from '../model/labels.ts';

/** What {@link DashboardFile} is made of. */
export interface DashboardFileProps {
  readonly namespace: string;
  readonly name: string;
  /** The dashboard's uid: the name of its file, which no other may have. */
  readonly uid: string;
  readonly json: string;
  /** What Grafana's sidecar finds it by. @default - nothing: somebody else names it */
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/**
 * One dashboard. It is applied by the server: what a client keeps of the object it applied last has no room for a large one.
 */
export class DashboardFile extends Construct {
  constructor(scope: Construct, id: string, props: DashboardFileProps) {
    super(scope, id);
    const { namespace, name, uid, json, labels, annotations } = props;
    new ApiObject(this, 'Resource', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {
        name,
        namespace,
        labels: { ...componentLabels(name), ...labels },
        annotations: { ...annotations, 'argocd.argoproj.io/sync-options': 'ServerSideApply=true' },
      },
      data: { [`${uid}.json`]: json },
    });
  }
}
