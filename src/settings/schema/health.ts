import { z } from 'zod';
import { host, image, serverAddress } from '../platform-scalars.ts';
import { kubernetesName } from '../scalars.ts';

const elasticsearch = z
  .strictObject({
    url: serverAddress.meta({
      description: 'Address of Elasticsearch: over TLS, or of a Service in the cluster.',
    }),
    secret: kubernetesName.optional().meta({
      description:
        'Secret with the key `api-key`: an encoded API key that has the cluster privilege `monitor` and nothing else. Left out: it is asked without.',
    }),
    ca: z.boolean().default(false).meta({
      description:
        'Whether the Secret has the key `ca.crt` too: the authorities to trust, instead of those of the image.',
    }),
  })
  .refine(({ secret, ca }) => secret !== undefined || !ca, {
    path: ['ca'],
    message: 'false where there is no `secret`, whose key `ca.crt` it is about',
  })
  .optional()
  .meta({ description: 'Elasticsearch, which keeps logs and audit. Left out: it is not checked.' });

const redis = z
  .strictObject({
    host: host.meta({ description: 'Host name of Redis: a Service, or the endpoint of ElastiCache.' }),
    port: z.int().min(1).max(65_535).default(6379).meta({ description: 'Port of Redis.' }),
    tls: z.boolean().default(true).meta({ description: 'Whether it is reached over TLS.' }),
    secret: kubernetesName.optional().meta({
      description:
        'Secret with the keys `username` and `password` of a user that may `PING` and `HELLO`, and nothing else. Left out: it is asked without.',
    }),
    ca: z.boolean().default(false).meta({
      description:
        'Whether the Secret has the key `ca.crt` too: the authorities to trust, instead of those of the image.',
    }),
  })
  .refine(({ secret, tls, ca }) => (secret !== undefined && tls) || !ca, {
    path: ['ca'],
    message: 'false where there is no `tls`, or no `secret`, whose key `ca.crt` it is about',
  })
  .optional()
  .meta({ description: 'Redis, which caches and counts for rate limits. Left out: it is not checked.' });

const kms = z
  .strictObject({
    region: z
      .string()
      .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'a region such as eu-central-1')
      .meta({ description: 'Region of AWS.' }),
    key: z
      .string()
      .max(300)
      .regex(
        /^(arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:(key|alias)\/)?[A-Za-z0-9/_-]+$/,
        'the id, ARN or alias of a key, such as alias/fraiseql',
      )
      .meta({ description: 'Key whose state is asked.' }),
    roleArn: z
      .string()
      .max(300)
      .regex(
        /^arn:aws[a-z-]*:iam::\d{12}:role\/[A-Za-z0-9+=,.@_/-]+$/,
        'the ARN of a role, such as arn:aws:iam::123456789012:role/fraiseql-health',
      )
      .meta({
        description:
          'IAM role that its ServiceAccount may take on (IRSA), with `kms:DescribeKey` on that key and nothing else.',
      }),
    endpoint: serverAddress.optional().meta({
      description: 'Address of KMS, where it is another than that of the region: a VPC endpoint.',
    }),
  })
  .optional()
  .meta({ description: 'AWS KMS, which keeps the keys. Left out: it is not checked.' });

/** The health service: what FraiseQL depends on, asked by somebody else than FraiseQL. */
export const health = z
  .strictObject({
    image: image.meta({
      description: 'Image of this project, made from its `Dockerfile`: with an exact tag or digest.',
    }),
    replicas: z.int().min(1).max(5).default(2).meta({
      description: 'Replicas, each of which checks for itself.',
    }),
    database: z.boolean().default(true).meta({
      description: 'Whether the database is checked, with the role of `database.connection`.',
    }),
    api: z.boolean().default(true).meta({
      description:
        'Whether the service itself is checked: the path of `service.podProbes.ready`, through a Service that is called `service.name` and has the same port as the pods.',
    }),
    elasticsearch,
    redis,
    kms,
  })
  .refine(
    ({ database, api, elasticsearch: es, redis: cache, kms: keys }) =>
      database || api || [es, cache, keys].some((one) => one !== undefined),
    { path: ['database'], message: 'true where nothing else is checked' },
  )
  .optional()
  .meta({
    description:
      'A service that checks what FraiseQL depends on and answers at `/health`, with series. Left out: only the server itself tells of that, as far as its binding does. [What it needs](probes.md#the-health-service).',
  });
