/** How many values a label may have in one server, and why not more. */
export interface LabelLimit {
  readonly label: string;
  readonly most: number;
  readonly reason: string;
}

/** Limits by label, whichever metric has it. */
export const labelLimits: readonly LabelLimit[] = [
  { label: 'version', most: 1, reason: 'a process has one version' },
  {
    label: 'dependency',
    most: 8,
    reason: 'there are four: database, elasticsearch, redis, kms; and room for as many',
  },
  {
    label: 'method',
    most: 10,
    reason: 'HTTP has nine methods, and whatever else a client sends must be one value, such as other',
  },
  { label: 'status', most: 70, reason: 'HTTP has 63 registered status codes' },
  { label: 'tier', most: 20, reason: 'tiers are what is sold: somebody wrote the list' },
  {
    label: 'reason',
    most: 50,
    reason: 'reasons are named in the code of the server: more are texts of clients',
  },
  {
    label: 'error_type',
    most: 50,
    reason: 'kinds of errors are named in the code of the server: more are messages',
  },
  { label: 'rule', most: 100, reason: 'rules of detection are written by people' },
  {
    label: 'operation',
    most: 501,
    reason: 'the server published as v2.15 keeps 500 and folds the rest into __overflow__',
  },
];

/** The limit of a label that nobody thought of. */
export const otherLabels: Omit<LabelLimit, 'label'> = {
  most: 200,
  reason: 'a label that no limit was set for: more would be data, and not kinds of things',
};

/** Series of one server that Prometheus should have to take in: 501 operations with 16 series each, and a fifth on top. */
export const mostSeries = 10_000;

/** Bytes of an answer that are read at all: a hundred times what a server sends with 501 operations is no list of metrics. */
export const mostBytes = 64 * 2 ** 20;

/** Values of labels that are personal data, or that have no end. What they are is said, and never the value. */
export const personal: readonly { readonly looksLike: string; readonly pattern: RegExp }[] = [
  { looksLike: 'e-mail addresses', pattern: /^[^\s@]+@[^\s@]+\.[a-z]{2,}$/i },
  { looksLike: 'UUIDs', pattern: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i },
  { looksLike: 'IP addresses', pattern: /^(\d{1,3}\.){3}\d{1,3}(:\d+)?$|^(?=.*:.*:)[0-9a-f:]+$/i },
  { looksLike: 'tokens', pattern: /^eyJ[\w-]+\.|^(Bearer|Basic) /i },
  { looksLike: 'hashes or keys', pattern: /^[0-9a-f]{32,}$/i },
];
