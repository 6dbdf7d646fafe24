import { expect, test } from 'vitest';
import { good, messageFor } from './message.ts';

/** The good file with a health service, which has these lines. */
const health = (...lines: readonly string[]): string =>
  `${good}\nhealth:\n  image: registry.example.com/x:0.1.0\n${lines.map((line) => `  ${line}\n`).join('')}`;

const kms = (roleArn: string) => `kms: { region: eu-central-1, key: alias/x, roleArn: '${roleArn}' }`;

test.each([
  [[]],
  [['redis: { host: redis.caches.svc }']],
  [['redis: { host: cache.example.com, secret: redis, ca: true }']],
  [['elasticsearch: { url: http://elasticsearch.logs.svc:9200 }']],
  [[kms('arn:aws:iam::123456789012:role/monitoring/fraiseql-health')]],
])('%j is right', (lines) => {
  expect(messageFor(health(...lines))).toBe('nothing wrong');
});

test.each([
  [
    ['database: false', 'api: false'],
    "'health.database' must be true where nothing else is checked, got 'false'.",
  ],
  [
    ['redis: { host: redis.caches.svc, tls: false, secret: redis, ca: true }'],
    "'health.redis.ca' must be false where there is no `tls`, or no `secret`, whose key `ca.crt` it is about, got 'true'.",
  ],
  [
    ['elasticsearch: { url: https://logs.example.com, ca: true }'],
    "'health.elasticsearch.ca' must be false where there is no `secret`, whose key `ca.crt` it is about, got 'true'.",
  ],
  [
    ['elasticsearch: { url: https://logs.example.com:99999 }'],
    "'health.elasticsearch.url' must be an address whose port is at most 65535, got 'https://logs.example.com:99999'.",
  ],
  [
    ['elasticsearch: { url: http://logs.example.com }'],
    "'health.elasticsearch.url' must be an address such as https://prometheus.example.com or http://",
  ],
  [
    ['redis: { host: redis.caches.svc, secret: fraiseql-database-monitoring }'],
    "'health.redis.secret' must be a Secret of its own: not one that another setting names, nor fraiseql-alertmanager-config, got something else.",
  ],
  [
    [kms('fraiseql-health')],
    "'health.kms.roleArn' must be the ARN of a role, such as arn:aws:iam::123456789012:role/fraiseql-health, got 'fraiseql-health'.",
  ],
  [['kms: { region: eu-central-1, key: alias/x }'], "missing key 'health.kms.roleArn': it must be text."],
  [
    ['elastic: {}'],
    "unknown key 'health.elastic'. Allowed here: image, replicas, database, api, elasticsearch, redis, kms.",
  ],
])('%j is refused', (lines, message) => {
  expect(messageFor(health(...lines))).toContain(message);
});
