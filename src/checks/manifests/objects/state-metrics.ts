import { containersOf, type Pods } from './pods.ts';

/** What a kube-state-metrics is told to look at and to export. */
export interface StateMetrics {
  readonly resources: readonly string[];
  /** @default - all */
  readonly namespaces: readonly string[] | undefined;
  /** Names of series, or regular expressions of them. @default - all */
  readonly allowed: readonly string[] | undefined;
}

/** Every kube-state-metrics among pods: a container that is told of resources. */
export const stateMetricsOf = (pods: Pods): StateMetrics[] =>
  containersOf(pods).flatMap(({ container: { args = [] } }) => {
    const resources = listIn(args, 'resources');
    if (resources === undefined) return [];
    return [{ resources, namespaces: listIn(args, 'namespaces'), allowed: listIn(args, 'metric-allowlist') }];
  });

const listIn = (args: readonly string[], name: string): string[] | undefined =>
  args
    .find((arg) => arg.startsWith(`--${name}=`))
    ?.replace(/^[^=]*=/, '')
    .split(',');
