import { z } from 'zod';
import { durationSeconds } from '../promql/duration.ts';
import { host } from '../settings/platform-scalars.ts';
import { databaseName, duration, kubernetesName } from '../settings/scalars.ts';
import { dependencies } from './model.ts';

/** A file that is mounted: its content never stands in the configuration, and is read anew for every connection. */
const file = z
  .string()
  .max(500)
  .regex(/^\/[^\0]*[^/\0]$/, 'the absolute path of a file, such as /etc/fraiseql-health/secrets/password');

/** An address without user, query or fragment: those tend to hold a secret. */
const address = z
  .string()
  .max(500)
  .regex(
    /^https?:\/\/[a-z0-9-]+(\.[a-z0-9-]+)*(:[1-9]\d{0,4})?(\/[A-Za-z0-9._~-]+)*\/?$/,
    'an http:// or https:// address without user, query or fragment',
  );

const port = z.int().min(1).max(65_535);

/** A duration between two others. The bounds keep a typing mistake (`5ms`, `5h`) from being a load, or a check that never runs. */
const between = (least: string, most: string) =>
  duration.refine((value) => isBetween(value, durationSeconds(least), durationSeconds(most)), {
    error: `a duration from ${least} to ${most}, such as 10s`,
  });

const isBetween = (value: string, least: number, most: number): boolean =>
  durationSeconds(value) >= least && durationSeconds(value) <= most;

/** How often something is asked, and how long it may take. */
const timing = (interval: string, timeout: string) => ({
  interval: between('100ms', '10m').default(interval).meta({
    description: 'From the beginning of one check to that of the next, less up to a tenth by chance.',
  }),
  timeout: between('10ms', '1m').default(timeout).meta({
    description: 'Time that a check may take, connecting included. Shorter than `interval`.',
  }),
});

/** A check that takes longer than its interval would be late by itself, and its result stale. */
const inTime = {
  check: ({ interval, timeout }: { readonly interval: string; readonly timeout: string }): boolean =>
    durationSeconds(timeout) < durationSeconds(interval),
  otherwise: { path: ['timeout'], message: 'shorter than `interval`' },
};

const caFile = file.optional().meta({
  description: 'Certificates of the authorities that are trusted, as PEM. Left out: those of the image.',
});

const database = z
  .strictObject({
    host: host.meta({ description: 'Host name of PostgreSQL.' }),
    port: port.default(5432).meta({ description: 'Port of PostgreSQL.' }),
    database: databaseName.meta({ description: 'Database that is connected to.' }),
    tls: z.enum(['disable', 'require', 'verify-full']).default('require').meta({
      description: "PostgreSQL's `sslmode`. `verify-full` checks the certificate and the name in it.",
    }),
    caFile,
    userFile: file.meta({
      description: 'File that holds the name of the role: one that may log in, no more.',
    }),
    passwordFile: file.meta({ description: 'File that holds its password.' }),
    ...timing('10s', '2s'),
  })
  .refine(inTime.check, inTime.otherwise)
  .refine(({ tls, caFile }) => caFile === undefined || tls === 'verify-full', {
    path: ['caFile'],
    message: 'left out, or `tls` verify-full: nothing else looks at it',
  });

const elasticsearch = z
  .strictObject({
    url: address.meta({ description: 'Address of Elasticsearch.' }),
    apiKeyFile: file.optional().meta({
      description:
        'File that holds an API key, encoded, with the cluster privilege `monitor`. Left out: none.',
    }),
    caFile,
    ...timing('15s', '5s'),
  })
  .refine(inTime.check, inTime.otherwise);

const redis = z
  .strictObject({
    host: host.meta({ description: 'Host name of Redis.' }),
    port: port.default(6379).meta({ description: 'Port of Redis.' }),
    tls: z.boolean().default(true).meta({ description: 'Whether it is reached over TLS.' }),
    caFile,
    userFile: file
      .optional()
      .meta({ description: 'File that holds the name of the user. Left out: `default`.' }),
    passwordFile: file.optional().meta({ description: 'File that holds its password. Left out: none.' }),
    ...timing('5s', '1s'),
  })
  .refine(inTime.check, inTime.otherwise)
  .refine(({ tls, caFile }) => caFile === undefined || tls, {
    path: ['caFile'],
    message: 'left out, or `tls` true: nothing else looks at it',
  })
  .refine(({ userFile, passwordFile }) => userFile === undefined || passwordFile !== undefined, {
    path: ['userFile'],
    message: 'left out, or `passwordFile` beside it: a name alone logs nobody in',
  });

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
      .meta({ description: 'Key whose state is asked: `kms:DescribeKey` on it is all that is needed.' }),
    endpoint: address.optional().meta({
      description: 'Address of KMS, where it is another than that of the region: a VPC endpoint.',
    }),
    ...timing('30s', '3s'),
  })
  .refine(inTime.check, inTime.otherwise);

const api = z
  .strictObject({
    url: address.meta({ description: 'Address that must answer a GET with 200.' }),
    ...timing('10s', '2s'),
  })
  .refine(inTime.check, inTime.otherwise);

const checks = z
  .strictObject({
    database: database.optional().meta({ description: 'PostgreSQL.' }),
    elasticsearch: elasticsearch.optional().meta({ description: 'Elasticsearch.' }),
    redis: redis.optional().meta({ description: 'Redis.' }),
    kms: kms.optional().meta({
      description: 'AWS KMS. Credentials as the AWS SDK finds them: web identity, environment.',
    }),
    api: api.optional().meta({ description: 'The API itself.' }),
  })
  .refine((all) => Object.values(all).some((one) => one !== undefined), {
    error: `a map with one check at least, of ${dependencies.join(', ')}`,
  });

/** What the health service reads: `fraiseql-monitoring health --config`. Secrets are files that it names, never values. */
export const healthConfigSchema = z
  .strictObject({
    service: kubernetesName.meta({ description: 'Whose dependencies these are. Stands in the logs.' }),
    checks: checks.meta({
      description: 'What is checked. What is left out is not, and is not in the answer.',
    }),
    needed: z.array(z.enum(dependencies)).optional().meta({
      description:
        'What queries need: `/health/ready` follows these alone. Left out: the database, where it is checked.',
    }),
  })
  .superRefine(({ needed = [], checks }, context) => {
    for (const [at, name] of needed.entries()) {
      if (checks[name] !== undefined) continue;
      context.addIssue({ code: 'custom', path: ['needed', at], message: 'one of those in `checks`' });
    }
  })
  .meta({ title: 'Configuration of fraiseql-monitoring health' });

/** The configuration of the health service, checked, defaults filled in. Durations are text, such as `10s`. */
export type HealthConfig = z.infer<typeof healthConfigSchema>;

/** The same as somebody writes it: what has a default may be left out. */
export type HealthConfigInput = z.input<typeof healthConfigSchema>;
