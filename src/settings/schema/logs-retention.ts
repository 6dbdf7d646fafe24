import { z } from 'zod';
import { durationSeconds } from '../../promql/duration.ts';
import { duration } from '../scalars.ts';

/** How long documents stay, and when a new index begins. An environment file has the same keys as that of `logs setup`. */
export const retention = z
  .strictObject({
    days: z.int().min(1).max(3650).default(90).meta({
      description:
        'Days that every document stays at the least. An index is deleted so long after its last document; its first is older by `rollover`.',
    }),
    rollover: duration
      .refine((value) => durationSeconds(value) >= 3600 && /^\d+[dh]$/.test(value), {
        error: 'whole days or hours, such as 7d or 12h',
      })
      .default('7d')
      .meta({
        description:
          'Age at which an index is closed by a new one, if it has not reached 50 GB of primary shards before. Short ones mean many shards.',
      }),
    replicas: z.int().min(0).max(4).default(1).meta({
      description: 'Copies of each index, on other nodes of Elasticsearch.',
    }),
  })
  .prefault({})
  .meta({ description: 'How long documents stay, and how often.' });
