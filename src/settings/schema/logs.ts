import { z } from 'zod';
import { image, serverAddress } from '../platform-scalars.ts';
import { kubernetesName, labelKey, labelValue, selecting, url } from '../scalars.ts';
import { retention } from './logs-retention.ts';

const elasticsearch = z
  .strictObject({
    url: serverAddress
      .refine((address) => address.startsWith('https://'), {
        error: 'an https:// address: lines of logs and API keys are not for the network',
      })
      .meta({ description: 'Address of Elasticsearch, over TLS: a Service in the cluster, or elsewhere.' }),
    pods: z
      .record(labelKey, labelValue)
      .refine(selecting, { error: 'at least one label: none would select everything' })
      .optional()
      .meta({
        description:
          'Labels of the pods behind that Service, which must listen on its port. Left out: any pod of its namespace.',
      }),
    secret: kubernetesName.default('fraiseql-logs-elasticsearch').meta({
      description:
        'Secret with the keys `shipper.yml`, `setup-api-key` and `exporter-api-key`. [What each may do](logs.md#the-api-keys).',
    }),
    ca: z.boolean().default(false).meta({
      description:
        'Whether the Secret has the key `ca.crt` too: the authorities to trust, instead of those of the images.',
    }),
  })
  .meta({ description: 'Where lines go.' });

/** Where raw lines are kept for years. Read by `src/platform/log-archive.ts`. */
const archive = z
  .strictObject({
    bucket: z
      .string()
      .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'the name of a bucket such as fraiseql-log-archive')
      .meta({
        description:
          'Bucket that is written to, and that nothing else is in: all of it is locked and goes to Glacier.',
      }),
    region: z
      .string()
      .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'a region such as eu-central-1')
      .meta({ description: 'Region of the bucket.' }),
    kmsKey: z
      .string()
      .max(300)
      .regex(
        /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[A-Za-z0-9-]+$/,
        'the ARN of a key, such as arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab: policies know no alias',
      )
      .meta({ description: 'Key of KMS that everything in the bucket is encrypted by.' }),
    prefix: z
      .string()
      .regex(/^[A-Za-z0-9_=-]+(\/[A-Za-z0-9_=-]+)*$/, 'a path such as production/logs')
      .default('logs')
      .meta({ description: 'Folder in it. Objects are below that, by year, month, day and hour.' }),
    roleArn: z
      .string()
      .max(300)
      .regex(
        /^arn:aws[a-z-]*:iam::\d{12}:role\/[A-Za-z0-9+=,.@_/-]+$/,
        'the ARN of a role, such as arn:aws:iam::123456789012:role/fraiseql-log-archive',
      )
      .optional()
      .meta({ description: 'IAM role that its ServiceAccount may take on (IRSA).' }),
    endpoint: url.optional().meta({
      description: 'Address of S3, where it is another than that of the region: a VPC endpoint.',
    }),
  })
  .optional()
  .meta({
    description:
      'Raw lines in S3, for 7 years. Left out: Elasticsearch alone has them. [How](log-archive.md).',
  });

/** How lines of the service's logs get into Elasticsearch. */
export const logs = z
  .strictObject({
    namespace: kubernetesName
      .refine((name) => !['default', 'kube-system'].includes(name), {
        error: 'a namespace of its own, not default or kube-system',
      })
      .default('logging')
      .meta({
        description:
          "Namespace of what reads the nodes' files, made here. It admits pods that others do not.",
      }),
    image: image.meta({
      description: 'Image of this project, made from its `Dockerfile`: with an exact tag or digest.',
    }),
    elasticsearch,
    retention,
    archive,
  })
  .optional()
  .meta({
    description:
      'Lines of the service go to Elasticsearch, by Filebeat on every node. Left out: they stay on the nodes. [How](logs.md).',
  });
