import { z } from 'zod';
import { profiles } from '../model/threshold.ts';
import {
  clockTime,
  duration,
  jobName,
  labelKey,
  labelName,
  labelValue,
  regex,
  timeZone,
  url,
  weekdays,
} from './scalars.ts';

const slackChannel = z.string().regex(/^#[a-z0-9_-]{1,79}$/, "a Slack channel such as '#incidents'");
const kubernetesName = z
  .string()
  .regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, 'a Kubernetes name: lower case letters, digits and dashes');

const service = z
  .strictObject({
    namespace: kubernetesName.meta({ description: 'Namespace that FraiseQL runs in.' }),
    name: kubernetesName.meta({
      description: 'Name of its Deployment. Pods are found by it, and alerts carry it as `service`.',
    }),
    job: jobName.meta({ description: 'The `job` label of its scraped series.' }),
    matchers: z.record(labelName, labelValue).default({}).meta({
      description:
        'Further labels that series about this environment have, such as `cluster`. Needed only where one Prometheus sees several environments.',
    }),
  })
  .meta({ description: 'The service that is watched.' });

const poolSize = z.int().min(1).max(10_000).default(100).meta({
  description:
    'Connections that one pool may open. Read by the binding `fraiseql-2.15` alone: the contract has a metric for it.',
});

const inCluster = z.strictObject({
  kind: z.literal('in-cluster'),
  volumeClaims: regex.meta({
    description: 'Regular expression for the names of its PersistentVolumeClaims.',
  }),
  poolSize,
  pointInTime: z.enum(['receiver', 'cnpg', 'none']).meta({
    description:
      'What makes recovery to any moment possible: a WAL receiver, CloudNativePG, or nothing. With `none` the age of the recovery point is not watched; with the others the alert needs the series of the exporter of the backup repository.',
  }),
});

const rds = z.strictObject({
  kind: z.literal('rds'),
  instance: kubernetesName.meta({ description: 'The DB instance identifier.' }),
  allocatedStorageGiB: z.int().min(20).max(65_536).meta({
    description: 'Storage allocated to the instance: CloudWatch tells what is free, not what there is.',
  }),
  poolSize,
  pointInTime: z.enum(['rds', 'none']).meta({
    description: "RDS's own point-in-time recovery, or nothing: no WAL leaves RDS otherwise.",
  }),
});

const database = z
  .discriminatedUnion('kind', [inCluster, rds])
  .meta({ description: 'The database behind the service: in the cluster, or on RDS.' });

const ticketHours = z
  .strictObject({
    weekdays: weekdays.meta({ description: 'A weekday or a range of them, such as `monday:friday`.' }),
    from: clockTime.meta({ description: 'Start, such as `09:00`.' }),
    to: clockTime.meta({ description: 'End, later the same day; `24:00` is midnight.' }),
    timeZone: timeZone.meta({ description: 'IANA time zone, such as `Europe/Paris`.' }),
  })
  .refine(({ from, to }) => from < to, {
    path: ['to'],
    message: 'a time later than `from`: hours may not cross midnight',
  });

const routing = z
  .strictObject({
    secret: kubernetesName.meta({
      description:
        'Secret that is mounted into Alertmanager, with the keys `slack-incidents-webhook-url`, `slack-tickets-webhook-url`, `slack-notices-webhook-url`, `pagerduty-routing-key` and `dead-mans-switch-token`.',
    }),
    pagerDuty: z.boolean().meta({
      description: 'Whether anybody is paged. Without it critical and high alerts go to Slack alone.',
    }),
    slack: z
      .strictObject({
        incidents: slackChannel.meta({ description: 'Channel for critical and high alerts.' }),
        tickets: slackChannel.meta({ description: 'Channel for medium alerts.' }),
        notices: slackChannel.meta({ description: 'Channel for low alerts.' }),
      })
      .meta({ description: 'Slack channels by severity.' }),
    ticketHours: ticketHours.optional().meta({
      description: 'When tickets may be delivered. Left out: at any hour. Pages ignore it.',
    }),
    deadMansSwitch: z
      .strictObject({
        url: url.meta({
          description:
            'Heartbeat address that the Watchdog keeps calling. It holds no secret: the token goes into the Secret.',
        }),
        authorization: z
          .string()
          .regex(/^[A-Za-z]+$/, 'an Authorization scheme such as Bearer')
          .default('Bearer')
          .meta({ description: 'Scheme of the Authorization header that carries the token.' }),
      })
      .optional()
      .meta({ description: 'Who notices when the monitoring itself is dead. Left out: nobody.' }),
  })
  .meta({ description: 'Who is told.' });

/** The settings of one environment, as its file must have them. */
export const settingsSchema = z
  .strictObject({
    environment: kubernetesName.meta({
      description: 'Name of the environment: the name of the file. Alerts carry it as a label.',
    }),
    service,
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
      })
      .meta({ description: 'What alerts link to.' }),
    monitoring: z
      .strictObject({
        namespace: kubernetesName.meta({ description: 'Namespace of Prometheus and Alertmanager.' }),
        scrapeInterval: duration.default('30s').meta({
          description: 'How often the service is scraped. Every window of an alert must hold four scrapes.',
        }),
        operatorLabels: z.record(labelKey, labelValue).default({}).meta({
          description: 'Labels that the Prometheus Operator selects its objects by.',
        }),
      })
      .meta({ description: 'Where the monitoring itself runs.' }),
  })
  .meta({ title: 'Settings of one environment of fraiseql-monitoring' });

/** The settings of one environment, read and checked, defaults filled in. */
export type Settings = z.infer<typeof settingsSchema>;

/** When tickets may be delivered. */
export type TicketHours = NonNullable<Settings['routing']['ticketHours']>;
