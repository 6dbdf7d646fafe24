import { expect, test } from 'vitest';
import { add, bend, findings } from './judge.ts';

const token = `xoxb-${'1'.repeat(12)}`;
const metadata = { namespace: 'monitoring', name: 'example' };

test("looks through Alertmanager's configuration", () => {
  const wrong = bend('Secret', 'fraiseql-alertmanager-config', {
    "stringData['alertmanager.yaml']": `global:\n  slack_api_url: https://hooks.slack.com/services/T0/B0/x\n`,
  });
  expect(findings('no-secret-values', wrong)).toEqual([
    "Secret monitoring/fraiseql-alertmanager-config, stringData['alertmanager.yaml']: Looks like a Slack webhook. Have it read from a file of a Secret.",
  ]);
});

test('looks at arguments', () => {
  const field = 'spec.template.spec.containers[0].args[0]';
  expect(
    findings('no-secret-values', bend('Deployment', 'fraiseql-postgres-exporter', { [field]: token })),
  ).toEqual([
    `Deployment monitoring/fraiseql-postgres-exporter, ${field}: Looks like a Slack token. Have it read from a file of a Secret.`,
  ]);
});

test('looks at what a Secret encodes', () => {
  const data = { a: Buffer.from(token).toString('base64') };
  expect(findings('no-secret-values', add({ apiVersion: 'v1', kind: 'Secret', metadata, data }))).toEqual([
    'Secret monitoring/example, data.a: Looks like a Slack token. Have it read from a file of a Secret.',
  ]);
});

const inFile = (text: string) =>
  findings('no-secret-values', add({ apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { a: text } }));

test.each(['password: hunter2', '  bearer_token: "abc"', 'DB_PASSWORD=x', '"secret": "x"'])(
  'refuses a file that says %s',
  (line) => {
    expect(inFile(`a: 1\n${line}\n`)).toEqual([
      'ConfigMap monitoring/example, data.a: Looks like a password in a file. Have it read from a file of a Secret.',
    ]);
  },
);

test.each([
  'password_file: /etc/password',
  'password:',
  'password: ${PASSWORD}',
  'secretName: x',
  'token: {{ x }}',
])('takes a file that says %s', (line) => {
  expect(inFile(line)).toEqual([]);
});
