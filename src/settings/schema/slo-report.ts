import { z } from 'zod';
import { image, serverAddress } from '../platform-scalars.ts';
import { labelKey, labelValue, schedule, selecting } from '../scalars.ts';

const prometheus = z
  .strictObject({
    url: serverAddress.meta({
      description: 'Address of Prometheus or Thanos Query: over TLS, or of a Service in the cluster.',
    }),
    pods: z
      .record(labelKey, labelValue)
      .refine(selecting, { error: 'at least one label: none would select everything' })
      .default({ 'app.kubernetes.io/name': 'prometheus' })
      .meta({
        description:
          'Labels of the pods behind that Service, which must listen on its port. Read only where it is one.',
      }),
  })
  .optional()
  .meta({
    description: "Whom it asks, where Prometheus is a shared one. Left out: this stack's own.",
  });

/** The monthly report on the objectives. */
export const sloReport = z
  .strictObject({
    image: image.meta({
      description: 'Image of this project, made from its `Dockerfile`: with an exact tag or digest.',
    }),
    schedule: schedule.default('0 6 1 * *').meta({
      description: 'When it is made, as cron has it, in UTC. It is about the last month that is over.',
    }),
    slack: z.enum(['incidents', 'tickets', 'notices']).optional().meta({
      description:
        'Channel that is told the outcome, by its role in `routing.slack`. Left out: the log of the pod has it, and nobody is told.',
    }),
    prometheus,
  })
  .optional()
  .meta({
    description: 'A report on the objectives every month, by a CronJob. Left out: only when somebody asks.',
  });
