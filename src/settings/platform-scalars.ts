import { z } from 'zod';

/** The name of a port, as Kubernetes takes it. */
export const portName = z
  .string()
  .regex(
    /^(?=.*[a-z])[a-z0-9]([a-z0-9-]{0,13}[a-z0-9])?$/,
    'the name of a port such as metrics, 15 characters at most',
  );

/** A host name. */
export const host = z
  .string()
  .max(253)
  .regex(
    /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/,
    'a host name such as fraiseql-db.fraiseql.svc',
  );

/** An amount of CPU, in the form that Kubernetes itself writes, so that Argo CD sees no difference. */
export const cpu = z
  .string()
  .regex(/^([1-9]\d{0,2}|[1-9]\d{1,3}m)$/, "an amount of CPU such as 500m or '2'")
  .refine((value) => !value.endsWith('000m'), {
    error: 'the shortest form of an amount, such as 1 for 1000m',
  });

/** An amount of memory, in the form that Kubernetes itself writes. */
export const memory = z
  .string()
  .regex(/^[1-9]\d{0,4}(Mi|Gi)$/, 'an amount of memory such as 512Mi or 4Gi')
  .refine((value) => Number.parseInt(value, 10) % 1024 !== 0, {
    error: 'the shortest form of an amount, such as 2Gi for 2048Mi',
  });

/** Size of a volume. */
export const gibibytes = z.int().min(1).max(65_536);

/** An address range. */
export const cidr = z.cidrv4({ error: 'an IPv4 address range such as 10.0.0.0/16' });

/** A path in a secret store. */
export const remoteKey = z
  .string()
  .max(200)
  .regex(/^[A-Za-z0-9_-]+(\/[A-Za-z0-9_-]+)*$/, 'a path such as fraiseql/production');

/** An image that means the same tomorrow: from a registry that is said, and by digest or the tag of one version. */
export const image = z
  .string()
  .max(300)
  .regex(
    /^([a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?|localhost:\d+)(\/[a-z0-9][a-z0-9._-]*)+(:\w*\d\D+\d[\w.-]*|(:\w[\w.-]*)?@sha256:[a-f0-9]{64})$/,
    'an image with registry and an exact tag or digest, such as quay.io/prometheus/prometheus:v3.15.1',
  );

/** A Git repository, without credentials in it. */
export const gitRepository = z
  .string()
  .max(200)
  .regex(
    /^(https:\/\/|ssh:\/\/git@|git@)[a-z0-9.-]+[:/][A-Za-z0-9._/-]+$/,
    'the address of a Git repository, without a password in it',
  );

/** A branch or tag. */
export const gitRef = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._/-]{0,99}$/, 'a branch or tag such as main');

/** Address of a Prometheus: over TLS, or that of a Service, which has a certificate seldom. */
export const serverAddress = z
  .string()
  .max(300)
  .regex(
    /^(https:\/\/[a-z0-9-]+(\.[a-z0-9-]+)*(:[1-9]\d{0,4})?|http:\/\/[a-z0-9-]+\.[a-z0-9-]+\.svc(\.cluster\.local)?:[1-9]\d{0,4})(\/[A-Za-z0-9._~-]+)*$/,
    'an address such as https://prometheus.example.com or http://prometheus.monitoring.svc:9090, without user, query or closing slash',
  )
  .refine((address) => URL.canParse(address), { error: 'an address whose port is at most 65535' });
