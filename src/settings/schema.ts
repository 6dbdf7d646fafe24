import { z } from 'zod';
import { routingSecretName } from '../model/names.ts';
import { probeProblems } from '../model/probe-rules.ts';
import { profiles } from '../model/threshold.ts';
import { podProbesOf, wrongQuestions } from './pod-probes.ts';
import { duration, kubernetesName, labelValue, operatorLabelKey, url } from './scalars.ts';
import { backup } from './schema/backup.ts';
import { database } from './schema/database.ts';
import { gitOps, grafana, images, network, secrets } from './schema/delivery.ts';
import { health } from './schema/health.ts';
import { logs } from './schema/logs.ts';
import { platform } from './schema/platform.ts';
import { routing } from './schema/routing.ts';
import { probes, service } from './schema/service.ts';
import { sloReport } from './schema/slo-report.ts';

const anotherSecret = `a Secret of its own: not one that another setting names, nor ${routingSecretName}`;

/** Whether a host name is that of a Service in a namespace, as far as that is a name itself. */
const isServiceIn = (namespace: string, host: string): boolean =>
  !kubernetesName.safeParse(namespace).success ||
  [`.${namespace}.svc`, `.${namespace}.svc.cluster.local`].some((end) => host.endsWith(end));

/** The settings of one environment, as its file must have them. */
export const settingsSchema = z
  .strictObject({
    environment: kubernetesName
      .refine((name) => name !== 'argocd', { error: 'another name: dist/argocd/ is taken' })
      .meta({
        description: 'Name of the environment: the name of the file. Alerts carry it as a label.',
      }),
    service,
    probes,
    metrics: z
      .strictObject({
        binding: z.enum(['contract', 'fraiseql-2.15']).meta({
          description:
            'Which series carry the signals: the metrics contract, or the server published as v2.15.',
        }),
      })
      .meta({ description: 'What the server exports.' }),
    thresholds: z
      .strictObject({
        profile: z.enum(profiles).meta({ description: 'Set of thresholds in `alerts/thresholds.ts`.' }),
      })
      .meta({ description: 'How sensitive the alerts are.' }),
    database,
    routing,
    links: z
      .strictObject({
        runbooks: url.meta({
          description: 'Where `docs/runbooks/` is published; a runbook is `<this>/<topic>.md`.',
        }),
        dashboards: url.meta({ description: 'Address of Grafana.' }),
        prometheus: url.optional().meta({
          description:
            'Address under which people reach Prometheus. Left out: links from an alert to its expression lead to a pod.',
        }),
        alertmanager: url.optional().meta({
          description:
            'Address under which people reach Alertmanager. Left out: links for silencing lead to a pod.',
        }),
      })
      .meta({ description: 'What alerts link to.' }),
    monitoring: z
      .strictObject({
        namespace: kubernetesName.meta({ description: 'Namespace of Prometheus and Alertmanager.' }),
        scrapeInterval: duration.default('30s').meta({
          description: 'How often the service is scraped. Every window of an alert must hold four scrapes.',
        }),
        operatorLabels: z.record(operatorLabelKey, labelValue).default({}).meta({
          description: 'Labels that the Prometheus Operator selects its objects by.',
        }),
      })
      .meta({ description: 'Where the monitoring itself runs.' }),
    platform,
    secrets,
    network,
    images,
    grafana,
    gitOps,
    sloReport,
    health,
    logs,
    backup,
  })
  .refine(
    ({ platform }) => platform.kind === 'shared' || platform.prometheus.shards === 1 || platform.longTerm,
    {
      path: ['platform', 'prometheus', 'shards'],
      message: '1, unless `platform.longTerm` is set: rules over several shards need Thanos',
    },
  )
  .refine(({ monitoring, service }) => monitoring.namespace !== service.namespace, {
    path: ['monitoring', 'namespace'],
    message: 'another namespace than that of the service: what is not needed is closed in there',
  })
  .refine(
    ({ platform, monitoring, network, gitOps }) =>
      platform.kind === 'shared' ||
      !['default', 'kube-system', gitOps?.namespace, ...network.readers].includes(monitoring.namespace),
    {
      path: ['monitoring', 'namespace'],
      message: 'a namespace for the monitoring alone: all that it does not need is closed in there',
    },
  )
  .refine(
    ({ logs, service, monitoring, network, gitOps, grafana }) =>
      ![
        service.namespace,
        monitoring.namespace,
        gitOps?.namespace,
        grafana.namespace,
        ...network.readers,
      ].includes(logs?.namespace) || logs === undefined,
    {
      path: ['logs', 'namespace'],
      message: 'a namespace for the logs alone: it admits pods that others do not',
    },
  )
  .refine(
    ({ database, service }) =>
      database.kind === 'rds' || isServiceIn(service.namespace, database.connection.host),
    {
      path: ['database', 'connection', 'host'],
      message:
        'a Service in the namespace of `service`: its name, that namespace, and svc, with dots between',
    },
  )
  .refine(({ database }) => database.pointInTime !== 'none' || database.recoveryPointObjective !== '5m', {
    path: ['database', 'pointInTime'],
    message:
      'a way to any moment where at most 5 minutes may be lost: a dump every six hours loses six hours. Or say so: `database.recoveryPointObjective: 6h`',
  })
  .refine(
    ({ database, backup }) => backup === undefined || database.connection.tls !== 'verify-full' || backup.ca,
    {
      path: ['backup', 'ca'],
      message:
        'true where `database.connection.tls` is verify-full: the images of PostgreSQL know no authorities',
    },
  )
  .refine(
    ({ sloReport, platform }) =>
      (sloReport?.prometheus !== undefined) === (sloReport !== undefined && platform.kind === 'shared'),
    {
      path: ['sloReport', 'prometheus'],
      message: 'set where `platform.kind` is shared, and left out where this stack has its own to ask',
    },
  )
  .superRefine((settings, context) => {
    const said = [
      ...probeProblems(podProbesOf(settings)).map(({ path, message }) => ({ path, message })),
      ...wrongQuestions(settings).map(([name, message]) => ({ path: [name, 'path'], message })),
    ];
    for (const { path, message } of said)
      context.addIssue({ code: 'custom', path: ['service', 'podProbes', ...path], message });
  })
  .superRefine(({ routing, database, platform, health, backup }, context) => {
    const names = [routing.secret, routingSecretName];
    const longTerm = platform.kind === 'own' ? platform.longTerm?.secret : undefined;
    const others: [string | undefined, string[]][] = [
      [database.connection.secret, ['database', 'connection', 'secret']],
      [longTerm, ['platform', 'longTerm', 'secret']],
      [health?.elasticsearch?.secret, ['health', 'elasticsearch', 'secret']],
      [health?.redis?.secret, ['health', 'redis', 'secret']],
      [backup?.secret, ['backup', 'secret']],
      [backup?.replicationSecret, ['backup', 'replicationSecret']],
    ];
    if (routing.secret === routingSecretName)
      context.addIssue({ code: 'custom', path: ['routing', 'secret'], message: anotherSecret });
    for (const [name, path] of others) {
      if (name === undefined) continue;
      if (names.includes(name)) context.addIssue({ code: 'custom', path, message: anotherSecret });
      names.push(name);
    }
  })
  .meta({ title: 'Settings of one environment of fraiseql-monitoring' });

/** The settings of one environment, read and checked, defaults filled in. */
export type Settings = z.infer<typeof settingsSchema>;

/** When tickets may be delivered. */
export type TicketHours = NonNullable<Settings['routing']['ticketHours']>;

/** Who runs Prometheus, and how large. */
export type OwnPlatform = Extract<Settings['platform'], { kind: 'own' }>;
