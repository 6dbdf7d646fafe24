import { expect, test } from 'vitest';
import type { Manifests } from '../../../src/checks/manifests/check.ts';
import { checkManifests } from '../../../src/checks/manifests/index.ts';
import { nodeAccess } from '../../../src/model/node-access.ts';
import { withSettings, production } from '../../good.ts';
import { put } from '../../put.ts';
import { variants } from '../../variants.ts';
import { findings, manifestsOf, type Bent } from './judge.ts';

const logs = variants.find(([name]) => name === 'production with logs')?.[1].logs;
const good = manifestsOf(withSettings(production, { logs }));

/** Production with logs, and one field of what reads the nodes changed. */
function bent(field: string, value: unknown): Manifests {
  const all = good.all.map((manifest) => {
    if (manifest.object.kind !== 'DaemonSet') return manifest;
    const object = structuredClone(manifest.object) as unknown as Bent;
    put(object, field, value);
    return { ...manifest, object: object as unknown as typeof manifest.object };
  });
  return { ...good, all };
}

const pod = 'spec.template.spec';
const filebeat = `DaemonSet logging/fraiseql-filebeat, ${pod}`;
const problems = (field: string, value: unknown): string[] =>
  checkManifests('production', bent(`${pod}.${field}`, value)).map(
    ({ check, message }) => `${check}: ${message.replace(/: .*/, '')}`,
  );

test('takes the folders that are listed, of whom they are listed for', () => {
  expect(findings('node-access', good)).toEqual([]);
});

test.each(['/', '/var/log', '/var/log/pods/../..', '/var/run/docker.sock', '/var/lib/kubelet', '/etc'])(
  'refuses %s of the node',
  (path) => {
    expect(findings('node-access', bent(`${pod}.volumes[0].hostPath.path`, path))).toEqual([
      `${filebeat}.volumes[0].hostPath.path: Is no folder that these pods may see, got '${path}'. What they may is in src/model/node-access.ts.`,
    ]);
  },
);

test('refuses to write where only reading is listed', () => {
  const wrong = bent(`${pod}.containers[0].volumeMounts[0].readOnly`, false);
  expect(findings('node-access', wrong)).toEqual([
    `${filebeat}.containers[0].volumeMounts[0].readOnly: Must be true, got false: these pods may read that folder of the node, and not write to it.`,
  ]);
});

/** The exceptions that let it be root and see these folders let it do nothing else. */
test.each([
  ['hostNetwork', true, 'restricted-pods'],
  ['hostPID', true, 'restricted-pods'],
  ['hostIPC', true, 'restricted-pods'],
  ['volumes[3]', { name: 'more', nfs: { server: 'x', path: '/' } }, 'restricted-pods'],
  ['containers[0].securityContext.privileged', true, 'restricted-containers'],
  ['containers[0].securityContext.allowPrivilegeEscalation', true, 'restricted-containers'],
  ['containers[0].securityContext.capabilities', { drop: [] }, 'restricted-containers'],
  [
    'containers[0].securityContext.capabilities',
    { drop: ['ALL'], add: ['DAC_READ_SEARCH'] },
    'restricted-containers',
  ],
  ['containers[0].securityContext.seccompProfile.type', 'Unconfined', 'restricted-containers'],
  ['containers[0].securityContext.readOnlyRootFilesystem', false, 'read-only-root'],
  ['containers[0].securityContext.runAsGroup', 0, 'high-user-ids'],
  ['automountServiceAccountToken', true, 'token-only-if-used'],
])('refuses to give it %s %j', (field, value, check) => {
  expect(problems(field, value).map((line) => line.replace(/:.*/, ''))).toContain(check);
});

test('a namespace admits such pods only where there are some', () => {
  const all = good.all.filter(({ object }) => object.kind !== 'DaemonSet');
  const [line = ''] = findings('restricted-namespace', { ...good, all });
  expect(line).toContain("Namespace logging, metadata.labels['pod-security.kubernetes.io/enforce']");
  expect(findings('restricted-namespace', good)).toEqual([]);
});

test.each(nodeAccess)('the row of $object is used, with every folder of it', ({ object, folders }) => {
  const paths = variants.flatMap(([, settings]) =>
    manifestsOf(settings)
      .all.filter((one) =>
        object.test(`${one.object.kind} ${one.object.metadata.namespace ?? ''}/${one.object.metadata.name}`),
      )
      .flatMap((one) => JSON.stringify(one.object).match(/"hostPath":\{"path":"([^"]+)"/g) ?? []),
  );
  for (const { path } of folders) {
    const inside = (text: string) => path.test(text.replace(/.*"path":"|"$/g, ''));
    expect(paths.some(inside), String(path)).toBe(true);
  }
});
