import { describe, expect, test } from 'vitest';
import type { Manifest } from './object.ts';
import { Pod, runPod, type PodProps } from './pod.ts';

const nobody = 65_534;
const security = { readOnlyRootFilesystem: true, runAsUser: nobody, runAsGroup: nobody };
const images = {
  aws: 'amazon/aws-cli:2.9.19',
  postgres: 'postgres:15.10-bookworm',
  own: 'registry.example.com/fraiseql-monitoring:0.1.0',
};

const container = (name: string, script: string, image = images.aws) => ({
  ...{ name, image, command: ['bash', '-c', script], securityContext: security },
  env: [
    { name: 'WHERE', value: 'rendered' },
    { name: 'WHO', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
  ],
  volumeMounts: [
    { name: 'work', mountPath: '/backup' },
    { name: 'scripts', mountPath: '/etc/example/scripts' },
    { name: 'login', mountPath: '/etc/example/login' },
  ],
});

/** A CronJob with an init container for each script but the last. */
const job = (...scripts: readonly string[]): Manifest => {
  const all = scripts.map((script, index) => container(`step-${String(index + 1)}`, script));
  const template = {
    spec: {
      ...{ initContainers: all.slice(0, -1), containers: all.slice(-1) },
      securityContext: { fsGroup: nobody },
      volumes: [
        { name: 'work', emptyDir: { sizeLimit: '20Gi' } },
        { name: 'scripts', configMap: { name: 'scripts' } },
        { name: 'login', secret: { secretName: 'login', defaultMode: 0o400 } },
      ],
    },
  };
  const spec = { jobTemplate: { spec: { activeDeadlineSeconds: 60, template } } };
  return { kind: 'CronJob', metadata: { name: 'example', namespace: 'fraiseql' }, spec };
};
const manifests = [
  { kind: 'ConfigMap', metadata: { name: 'scripts' }, data: { 'a.sh': 'echo from a file' } },
];
const secrets = { login: { password: 'a secret' } };

const props = (...scripts: readonly string[]): PodProps => ({ object: job(...scripts), manifests, secrets });
const says = async (script: string, more: Partial<PodProps> = {}) => {
  const { containers } = await runPod({ ...props(script), ...more });
  return containers.map(({ code, stdout, stderr }) => `${String(code)} ${stdout}${stderr}`.trim()).join();
};

describe('a container', () => {
  test.each(['/', '/etc', '/etc/example/scripts', '/usr', '/image/bin', '/tmp', '/root'])(
    'cannot write to %s',
    async (folder) => {
      expect(await says(`: >${folder}/file`)).toMatch(/^1 .*Read-only file system|Permission denied/);
    },
  );

  test('writes to its scratch, up to the size of it', async () => {
    expect(
      await says('head -c 3M /dev/zero >/backup/file && stat -c %s /backup/file', { sizes: { work: '4m' } }),
    ).toBe('0 3145728');
    expect(await says('head -c 5M /dev/zero >/backup/file', { sizes: { work: '4m' } })).toMatch(
      /No space left on device/,
    );
  });

  test('is nobody, without any right, and the first process', async () => {
    expect(
      await says(
        'echo $(id -u):$(id -g):$(id -G) $$; while read -r line; do case $line in Cap*|NoNewPrivs*) echo $line;; esac; done </proc/self/status',
      ),
    ).toBe(
      `0 65534:65534:65534 1\nCapInh: 0000000000000000\nCapPrm: 0000000000000000\nCapEff: 0000000000000000\nCapBnd: 0000000000000000\nCapAmb: 0000000000000000\nNoNewPrivs: 1`,
    );
  });

  test('reads its ConfigMap and its Secret, and nothing of this machine', async () => {
    expect(await says('. /etc/example/scripts/a.sh; cat /etc/example/login/password')).toBe(
      '0 from a file\na secret',
    );
    expect(await says(`cat ${process.cwd()}/package.json`)).toMatch(/^1 .*No such file/);
  });

  test('knows its own variables, those of the test over them, and none of this machine', async () => {
    expect(await says('env -u SHLVL -u _ -u PWD | sort', { env: { WHERE: 'test' } })).toBe(
      '0 HOSTNAME=example-x7k2p\nPATH=/image/bin\nWHERE=test\nWHO=example-x7k2p',
    );
  });
});

describe('an image has its programs and no other', () => {
  const programs = 'aws sha256sum gzip tar perl psql pg_dump node jq grep awk sed';
  const has = async (image: string) => {
    const object = job(
      `for one in ${programs}; do command -v $one >/dev/null && echo -n "$one "; done; true`,
    );
    const text = JSON.stringify(object).replaceAll(images.aws, image);
    return says('', { object: JSON.parse(text) as Manifest });
  };

  test('aws-cli', async () => {
    expect(await has(images.aws)).toBe('0 aws sha256sum');
    expect(await says('aws --version')).toMatch(/^0 aws-cli\//);
  });

  test('postgres', async () => {
    expect(await has(images.postgres)).toBe('0 sha256sum gzip tar perl psql pg_dump');
  });

  test('this project, which runs without a command', async () => {
    const object = JSON.parse(
      JSON.stringify(job(''))
        .replaceAll(images.aws, images.own)
        .replace('"command":["bash","-c",""]', '"args":["--help"]'),
    ) as Manifest;
    expect(await says('', { object })).toMatch(/^0 .*fraiseql-monitoring/s);
  });
});

describe('a pod', () => {
  test('runs its init containers in order, and hands on what they wrote', async () => {
    const { reason, containers, left } = await runPod(
      props('echo 1 >/backup/file', 'echo 2 >>/backup/file', 'cat /backup/file; echo \'{"a":1}\''),
    );
    expect(reason).toBe('Completed');
    expect(containers.at(-1)).toMatchObject({ name: 'step-3', code: 0, lines: [{ a: 1 }] });
    expect(left).toEqual(['file']);
  });

  test('ends with the first that fails', async () => {
    const { reason, containers } = await runPod(props('exit 14', 'echo never'));
    expect([reason, containers.map(({ code }) => code)]).toEqual(['Error', [14]]);
  });

  test('shows its volumes to a test between two containers', async () => {
    const seen: string[] = [];
    const before = (name: string, pod: Pod) =>
      void seen.push(`${name} ${String(pod.volume('work').length > 0)}`);
    await runPod({ ...props('true', 'true'), before });
    expect(seen).toEqual(['step-1 true', 'step-2 true']);
  });
});

describe('a signal', () => {
  test('SIGTERM goes to the first process, which may answer it', async () => {
    const pod = new Pod(props('trap "exit 143" TERM; echo ready; sleep 60 & wait', 'echo never'));
    await pod.said('step-1', /ready/);
    const { reason, containers } = await pod.terminate();
    expect([reason, containers.map(({ code }) => code)]).toEqual(['Terminated', [143]]);
  });

  test('SIGTERM does nothing to a first process that does not ask for it: SIGKILL comes after the grace', async () => {
    const pod = new Pod({ ...props('echo ready; sleep 60; true'), grace: 0.2 });
    await pod.said('step-1', /ready/);
    expect((await pod.terminate()).containers.map(({ code }) => code)).toEqual([137]);
  });

  test('SIGKILL takes everything with it', async () => {
    const pod = new Pod(props('sleep 61 & echo ready; wait'));
    await pod.said('step-1', /ready/);
    pod.process('step-1')?.signal('SIGKILL');
    expect((await pod.ended).containers.map(({ code }) => code)).toEqual([137]);
  });

  test('comes at the deadline too', async () => {
    // On a busy machine it comes before the script has asked for it: then SIGKILL ends it.
    const { reason, containers } = await runPod({ ...props('exec sleep 60'), deadline: 0.5, grace: 0.2 });
    expect([reason, containers[0]?.code]).toEqual(['DeadlineExceeded', 137]);
  });
});

test('what a pod would wait for forever is an error: a Secret, a ConfigMap, a user that nobody named', async () => {
  await expect(runPod({ ...props('true'), secrets: {} })).rejects.toThrow('The test gives no Secret login.');
  await expect(runPod({ ...props('true'), manifests: [] })).rejects.toThrow('There is no ConfigMap scripts');
  const object = JSON.parse(
    JSON.stringify(job('true'))
      .replace('"runAsUser":65534,', '')
      .replace('"runAsGroup":65534', '"runAsGroup":1'),
  ) as Manifest;
  await expect(runPod({ ...props('true'), object })).rejects.toThrow('does not say which user');
});
