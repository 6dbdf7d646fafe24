import { z } from 'zod';
import { host } from '../platform-scalars.ts';
import { databaseName, kubernetesName, labelKey, labelValue, regex, selecting } from '../scalars.ts';

const connection = z
  .strictObject({
    host: host.meta({ description: 'Host name of the server: a Service, or the endpoint of RDS.' }),
    port: z.int().min(1).max(65_535).default(5432).meta({ description: 'Port of the server.' }),
    database: databaseName.meta({ description: 'Database that the service uses.' }),
    secret: kubernetesName.meta({
      description:
        'Secret with the keys `username` and `password` of a role that has `pg_monitor` and nothing else.',
    }),
    tls: z.enum(['disable', 'require', 'verify-full']).default('require').meta({
      description:
        "PostgreSQL's `sslmode`. `verify-full` checks the certificate against the authorities of the image.",
    }),
  })
  .meta({ description: 'How postgres_exporter reaches it.' });

const poolSize = z.int().min(1).max(10_000).default(100).meta({
  description:
    'Connections that one pool may open. Read by the binding `fraiseql-2.15` alone: the contract has a metric for it.',
});

const recoveryPointObjective = z.enum(['5m', '6h']).default('5m').meta({
  description:
    'How much may be lost. `5m` is the objective, and needs recovery to any moment; `6h` is what dumps alone give, and is refused by nobody.',
});

const inCluster = z.strictObject({
  kind: z.literal('in-cluster'),
  connection,
  isolatedPods: z
    .record(labelKey, labelValue)
    .refine(selecting, { error: 'at least one label: none would select everything' })
    .optional()
    .meta({
      description:
        'Labels of its pods, where NetworkPolicies isolate them already: this stack then lets postgres_exporter in. Left out: the pods are open.',
    }),
  volumeClaims: regex.meta({
    description: 'Regular expression for the names of its PersistentVolumeClaims.',
  }),
  poolSize,
  recoveryPointObjective,
  pointInTime: z.enum(['receiver', 'cnpg', 'none']).meta({
    description:
      'What makes recovery to any moment possible: a WAL receiver, CloudNativePG, or nothing. `none` goes with `recoveryPointObjective: 6h` alone: the age of the recovery point is then not watched. With the others the alert needs the series of the exporter of the backup repository.',
  }),
});

const rds = z.strictObject({
  kind: z.literal('rds'),
  connection,
  instance: kubernetesName.meta({ description: 'The DB instance identifier.' }),
  allocatedStorageGiB: z.int().min(20).max(65_536).meta({
    description: 'Storage allocated to the instance: CloudWatch tells what is free, not what there is.',
  }),
  poolSize,
  recoveryPointObjective,
  pointInTime: z.enum(['rds', 'none']).meta({
    description: "RDS's own point-in-time recovery, or nothing: no WAL leaves RDS otherwise.",
  }),
});

/** The database behind the service. */
export const database = z
  .discriminatedUnion('kind', [inCluster, rds])
  .meta({ description: 'The database behind the service: in the cluster, or on RDS.' });
