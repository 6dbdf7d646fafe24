import { z } from 'zod';
import { durationSeconds } from '../../promql/duration.ts';
import { duration, kubernetesName } from '../scalars.ts';

/** What the kubelet can count: whole seconds, from 1. */
const seconds = duration.refine((value) => Number.isInteger(durationSeconds(value)), {
  error: 'whole seconds, such as 10s',
});

/** What is asked. `connection` is no path. */
const asks = z
  .string()
  .max(200)
  .regex(
    /^(connection|(\/[A-Za-z0-9._~-]+)+)$/,
    "a path such as /health/live, or 'connection' for no more than a connection to the port",
  );

const failures = (least: number, most: number, standard: number) =>
  z.int().min(least).max(most).default(standard).meta({ description: 'Failures in a row that decide.' });
const every = (standard: string) =>
  seconds.default(standard).meta({ description: 'From one attempt to the next.' });
const timeout = (standard: string) =>
  seconds
    .default(standard)
    .meta({ description: 'How long an attempt may take: less than `every`, so that none is put off.' });
const first = (standard: string) =>
  seconds.default(standard).meta({ description: "After the container's start, before the first attempt." });

const live = z
  .strictObject({
    path: asks.optional().meta({
      description:
        'What says that the process answers, and asks nobody else: `/health/live` where the server has it. Left out: by binding, `/metrics` or `connection`.',
    }),
    first: first('10s'),
    every: every('10s'),
    timeout: timeout('5s'),
    failures: failures(2, 100, 6),
  })
  .prefault({})
  .meta({ description: 'When a replica is restarted: it hangs.' });

const ready = z
  .strictObject({
    path: asks
      .refine((path) => path !== 'connection', {
        error: 'a path: a replica that only lets itself be connected to answers no query',
      })
      .optional()
      .meta({
        description:
          'What says that it can answer queries: `/health/ready` where the server has it. Left out: by binding, `/metrics` or `/readiness`.',
      }),
    first: first('5s'),
    every: every('5s'),
    timeout: timeout('2s'),
    failures: failures(1, 100, 3),
  })
  .prefault({})
  .meta({ description: 'When a replica gets no more requests, and when it gets them again.' });

const start = z
  .strictObject({
    path: asks.optional().meta({
      description: 'What says that the start is over. Left out: what `live` asks.',
    }),
    every: every('5s'),
    timeout: timeout('2s'),
    longest: seconds.default('5m').meta({
      description: 'Longest start that is let through. A longer one is given up, and tried again.',
    }),
  })
  .prefault({})
  .meta({ description: 'How long a start may take: neither of the others is asked meanwhile.' });

/** How the kubelet asks the replicas of the service. The Deployment is not ours: synth writes a patch for it. */
export const podProbes = z
  .strictObject({
    container: kubernetesName.optional().meta({
      description: 'Name of the container in the Deployment. Left out: `service.name`.',
    }),
    port: z.int().min(1).max(65_535).optional().meta({
      description: 'Port of the container that is asked. Left out: by binding, 9090 or 8815.',
    }),
    grace: seconds.default('10s').meta({
      description: 'How long a container that was given up gets to end, before it is killed.',
    }),
    live,
    ready,
    start,
  })
  .prefault({})
  .meta({
    description:
      'How the kubelet asks the replicas whether they live, can answer, and have started: a patch for their Deployment, in `dist/<environment>/probes/`. [Which, and why](probes.md).',
  });
