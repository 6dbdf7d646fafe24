import { z } from 'zod';
import { durationPattern } from '../promql/duration.ts';

/** Labels that alerts and their expressions set themselves, so that a setting must not. */
const reserved = ['alertname', 'environment', 'job', 'le', 'namespace', 'service', 'severity'];

/** A name as Kubernetes takes it for nearly everything. */
export const kubernetesName = z
  .string()
  .regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, 'a Kubernetes name: lower case letters, digits and dashes');

/** The name of a database, of those that need no quotes in an address or a shell. */
export const databaseName = z
  .string()
  .regex(/^[a-z_][a-z0-9_-]{0,62}$/, 'the name of a database: lower case letters, digits, _ and -');

/** A label's name as Prometheus takes it, and that nothing else here sets. */
export const labelName = z
  .string()
  .regex(/^[a-zA-Z_][a-zA-Z0-9_]{0,62}$/, 'a label name such as cluster')
  .refine((name) => !name.startsWith('__') && !reserved.includes(name), {
    error: `a label name such as cluster, and none of ${reserved.join(', ')} or __…`,
  });

/** Labels that tell replicas apart, or incidents: the same value on everything would undo that. */
const distinguishing = [
  'replica',
  'thanos_ruler_replica',
  'dependency',
  'integration',
  'pod',
  'probe',
  'volume',
];

/** A label's name that may mark all series of a Prometheus. */
export const externalLabelName = labelName.refine((name) => !distinguishing.includes(name), {
  error: `a label name such as cluster, and none of ${distinguishing.join(', ')}`,
});

/** Labels that select something: none would select everything. */
export const selecting = (labels: Readonly<Record<string, string>>): boolean =>
  Object.keys(labels).length > 0;

/** The `job` label: an operator's PodMonitor gives it as `namespace/name`. */
export const jobName = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._/-]{0,127}$/, 'a job such as fraiseql or namespace/name');

/** A label's key as Kubernetes takes it, with or without a prefix. */
export const labelKey = z
  .string()
  .regex(/^([a-z0-9.-]+\/)?[a-zA-Z0-9]([a-zA-Z0-9_.-]{0,61}[a-zA-Z0-9])?$/, 'a label key such as release');

/** A label's key that this stack does not set itself. */
export const operatorLabelKey = labelKey.refine((key) => !key.startsWith('app.kubernetes.io/'), {
  error: 'a label key such as release, and none of app.kubernetes.io/…, which this stack sets itself',
});

/** The key of an annotation that changes nothing but what it is for. */
export const annotationKey = labelKey.refine(
  (key) => !/(^|\.)(kubernetes\.io|k8s\.io|argoproj\.io)\//.test(key),
  {
    error: 'a key such as grafana_folder, and none of argoproj.io/… or kubernetes.io/…, which others act on',
  },
);

/** A label's value as Kubernetes takes it, and that no quoting can break out of. */
export const labelValue = z
  .string()
  .regex(
    /^[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/,
    'a label value: letters, digits, dots and dashes',
  );

/** A regular expression of the part that RE2, JavaScript and PromQL's quotes all read alike. */
export const regex = z.string().max(200).refine(isRegex, {
  error: 'a regular expression such as data-fraiseql-db-.*, without backslashes or quotes',
});

/**
 * An https address without user, query or fragment: such addresses tend to hold a secret, or to break a link. Nothing in it
 * is markup to Slack or a template to Prometheus.
 */
export const url = z
  .string()
  .regex(
    /^https:\/\/[a-z0-9-]+(\.[a-z0-9-]+)*(:\d{1,5})?(\/[A-Za-z0-9._~-]+)*$/,
    'an https:// address without user, query, fragment or closing slash',
  )
  .refine(hasUsablePort, { error: 'an https:// address whose port is from 1 to 65535' });

function hasUsablePort(value: string): boolean {
  const port = /^https:\/\/[^/:]+:(\d+)/.exec(value)?.[1];
  return port === undefined || (Number(port) > 0 && Number(port) < 65_536);
}

/** A Prometheus duration. */
export const duration = z.string().refine((value) => durationPattern.test(value) && /[1-9]/.test(value), {
  error: 'a duration such as 30s, 5m or 1h30m',
});

/** A time of day on the 24-hour clock. */
export const clockTime = z
  .string()
  .regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, "a time of day such as '09:00'");

const cronField = /^(\*|\d{1,2}(-\d{1,2})?)(\/[1-9]\d?)?(,(\*|\d{1,2}(-\d{1,2})?)(\/[1-9]\d?)?)*$/;

/** When something runs: five fields, of numbers. Kubernetes takes names too, and each of its readers other ones. */
export const schedule = z.string().refine(isSchedule, {
  error: "five fields of cron such as '0 6 1 * *': minute, hour, day, month, weekday",
});

const cronRanges = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 6],
] as const;

function isSchedule(value: string): boolean {
  const fields = value.split(' ');
  return (
    fields.length === cronRanges.length &&
    cronRanges.every(([least, most], at) => {
      const field = fields[at] ?? '';
      const numbers = field.replace(/\/\d+/g, '').match(/\d+/g) ?? [];
      return cronField.test(field) && numbers.every((one) => Number(one) >= least && Number(one) <= most);
    })
  );
}

/** An IANA time zone that this machine's zone database knows. */
export const timeZone = z.string().refine(isTimeZone, {
  error: 'a time zone that exists, such as Europe/Paris or UTC',
});

function isRegex(value: string): boolean {
  if (!/^[A-Za-z0-9.*+?()|[\]_-]+$/.test(value) || value.includes('(?')) return false;
  try {
    new RegExp(value, 'u');
    return true;
  } catch {
    return false;
  }
}

const timeZones = new Map(Intl.supportedValuesOf('timeZone').map((zone) => [zone.toLowerCase(), zone]));

/** JavaScript takes any case, Alertmanager only the right one. */
function isTimeZone(value: string): boolean {
  const known = timeZones.get(value.toLowerCase());
  if (value === 'UTC' || known !== undefined) return value === 'UTC' || value === known;
  return /^[A-Z][a-z]+(\/[A-Z][A-Za-z_+-]*\d*)+$/.test(value) && isKnownAlias(value);
}

function isKnownAlias(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).format(0) !== '';
  } catch {
    return false;
  }
}

const days = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** A weekday or a range of them. Alertmanager counts from Sunday and takes no range that passes it. */
export const weekdays = z.string().refine(isWeekdays, {
  error: "a weekday or a range such as 'monday:friday', counted from Sunday",
});

function isWeekdays(value: string): boolean {
  const range = value.split(':').map((day) => days.indexOf(day));
  const [first = -1, last = first] = range;
  return range.length <= 2 && first >= 0 && first <= last;
}
