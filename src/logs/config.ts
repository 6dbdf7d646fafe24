import { z } from 'zod';
import { kubernetesName } from '../settings/scalars.ts';
import { retention } from '../settings/schema/logs-retention.ts';

/** A file that is mounted: what is in it never stands in the configuration. */
const file = z
  .string()
  .max(500)
  .regex(/^\/[^\0]*[^/\0]$/, 'the absolute path of a file, such as /etc/fraiseql-logs/secret/ca.crt');

/** An address without user, query or fragment: those tend to hold a secret. */
const address = z
  .string()
  .max(500)
  .regex(
    /^https?:\/\/[a-z0-9-]+(\.[a-z0-9-]+)*(:[1-9]\d{0,4})?(\/[A-Za-z0-9._~-]+)*$/,
    'an http:// or https:// address without user, query, fragment or closing slash',
  )
  .refine((url) => URL.canParse(url), { error: 'an address whose port is at most 65535' });

/** What `logs setup` and `logs exporter` read: where Elasticsearch is, and what it is to have. */
export const logsConfigSchema = z.strictObject({
  environment: kubernetesName.meta({ description: 'The environment whose data streams these are.' }),
  elasticsearch: z
    .strictObject({
      url: address.meta({ description: 'Address of Elasticsearch.' }),
      caFile: file.optional().meta({
        description: 'Certificates of the authorities that are trusted, as PEM. Left out: the usual ones.',
      }),
    })
    .meta({ description: 'How it is reached. The API key is an option of the command.' }),
  retention,
});

/** The configuration, read and checked. */
export type LogsConfig = z.infer<typeof logsConfigSchema>;

/** The configuration as a file may have it. */
export type LogsConfigInput = z.input<typeof logsConfigSchema>;
