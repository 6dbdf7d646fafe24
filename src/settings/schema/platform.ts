import { z } from 'zod';
import { cpu, gibibytes, memory } from '../platform-scalars.ts';
import { externalLabelName, kubernetesName, labelValue } from '../scalars.ts';

const prometheus = z
  .strictObject({
    replicas: z.int().min(1).max(5).default(2).meta({
      description: 'Servers that each scrape everything, so that one may fail.',
    }),
    shards: z.int().min(1).max(20).default(1).meta({
      description:
        'Parts that the targets are divided into. With more than one, rules move to ThanosRuler, as no single server sees everything; it needs `longTerm`.',
    }),
    storageGiB: gibibytes.default(100).meta({
      description: 'Volume of each server. Data goes at 45 days, or earlier at 85 % of the volume.',
    }),
    cpu: cpu.default('1').meta({ description: 'CPU that each server gets; it may use twice as much.' }),
    memory: memory.default('4Gi').meta({ description: 'Memory that each server gets, and no more.' }),
  })
  .prefault({})
  .meta({ description: 'Prometheus.' });

const alertmanager = z
  .strictObject({
    replicas: z.int().min(1).max(5).default(3).meta({
      description: 'Members of the cluster; three agree on what was sent even when one is gone.',
    }),
    storageGiB: gibibytes
      .default(1)
      .meta({ description: 'Volume of each member: silences, and what was sent.' }),
  })
  .prefault({})
  .meta({ description: 'Alertmanager.' });

const longTerm = z
  .strictObject({
    secret: kubernetesName.meta({
      description:
        "Secret with the key `thanos.yaml`: Thanos' object storage configuration, bucket and credentials included.",
    }),
    storageGiB: gibibytes.default(50).meta({
      description: 'Volume of the store gateway (cached indexes), and twice that of the compactor.',
    }),
  })
  .meta({
    description:
      'Thanos: a year at lower resolution in an object store, and one view over all servers. Left out: 45 days, no more.',
  });

const own = z.strictObject({
  kind: z.literal('own'),
  storageClass: kubernetesName.optional().meta({
    description: "StorageClass of the volumes. Left out: the cluster's default.",
  }),
  externalLabels: z.record(externalLabelName, labelValue).default({}).meta({
    description: 'Labels that mark all series and alerts of this Prometheus, besides `environment`.',
  }),
  prometheus,
  alertmanager,
  longTerm: longTerm.optional(),
});

const shared = z.strictObject({ kind: z.literal('shared') });

/** Whose Prometheus it is. */
export const platform = z.discriminatedUnion('kind', [own, shared]).meta({
  description:
    "Whose Prometheus and Alertmanager it is: this stack's own, or shared ones that exist and that select what this stack brings by `monitoring.operatorLabels`.",
});
