import type { Fields } from '../engines/configuration.ts';
import { jobs } from '../src/model/jobs.ts';
import type { Settings } from '../src/settings/schema.ts';

/** How many replicas the service has. */
export const replicas = 3;

/** A target of a job, by where its series are and what its labels are. */
export interface Target {
  readonly job: string;
  readonly address: string;
  readonly path: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** The replicas, and one target that plays everybody else whom production scrapes: its series say themselves whose they are. */
export function simulatedTargets({ service }: Settings, address: string): Target[] {
  const names = Array.from({ length: replicas }, (_, at) => `${service.name}-${String(at + 1)}`);
  return [
    ...names.map((pod, at) => ({
      job: service.job,
      address,
      path: `/replicas/${String(at + 1)}/metrics`,
      labels: { instance: `${pod}:9090`, namespace: service.namespace, pod },
    })),
    { job: 'elsewhere', address, path: '/elsewhere/metrics', labels: {} },
  ];
}

/** The engines, which are real, and watch themselves. */
export const engineTargets = (
  { monitoring: { namespace } }: Settings,
  { prometheus, alertmanager }: { readonly prometheus: string; readonly alertmanager: string },
): Target[] => [
  { job: jobs.prometheus, address: prometheus, path: '/prometheus/metrics', labels: { namespace } },
  { job: jobs.alertmanager, address: alertmanager, path: '/alertmanager/metrics', labels: { namespace } },
];

/** Targets as Prometheus reads them. What a series says of itself goes before the labels of its target. */
export const scrapeConfigs = (targets: readonly Target[]): Fields[] =>
  targets.map(({ job, address, path, labels }, at) => ({
    job_name: `${job}-${String(at)}`,
    honor_labels: true,
    metrics_path: path,
    static_configs: [{ targets: [address], labels: { ...labels, job } }],
  }));
