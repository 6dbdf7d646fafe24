import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort, listen } from '../engines/listen.ts';
import { eventually } from './health/patience.ts';
import { fakePrometheus } from './slo/report/fake.ts';
import { availability } from './slo/report/history.ts';
import { tool } from './tool.ts';

const dockerfile = readFileSync('Dockerfile', 'utf8');
const lines = dockerfile.split('\n');

/** What one stage of the Dockerfile copies: from the folder, or from the stage before. */
const copied = (fromBuild: boolean): string[] =>
  lines
    .filter((line) => line.startsWith('COPY ') && line.includes('--from=build') === fromBuild)
    .flatMap((line) => line.split(' ').slice(fromBuild ? 2 : 1, -1));

interface Package {
  readonly dependencies?: Readonly<Record<string, string>>;
}

const packageIn = (folder: string): Package =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Package;

/** Names of production packages that some need, theirs included. Those that a package has within itself come with it. */
function closure(names: readonly string[], found = new Set<string>()): ReadonlySet<string> {
  for (const name of names.filter((one) => !found.has(one) && existsSync(join('node_modules', one)))) {
    found.add(name);
    closure(Object.keys(packageIn(join('node_modules', name)).dependencies ?? {}), found);
  }
  return found;
}

/** As the Dockerfile builds it, step by step, apart from fetching packages: those are here already. */
describe('the program that is built', () => {
  const folder = mkdtempSync(join(tmpdir(), 'build-'));
  const program = join(folder, 'program');
  beforeAll(async () => {
    const build = join(folder, 'build');
    for (const path of copied(false)) cpSync(path, join(build, path), { recursive: true });
    symlinkSync(resolve('node_modules'), join(build, 'node_modules'));
    const ran = await tool('npm', ['run', '-s', 'build'], { cwd: build });
    expect(ran, ran.output).toMatchObject({ code: 0 });
    mkdirSync(program);
    for (const path of ['package.json', 'lib'])
      cpSync(join(build, path), join(program, path), { recursive: true });
    for (const name of closure(Object.keys(packageIn('.').dependencies ?? {}))) {
      // What is in its own folder only, so that nothing is found by accident.
      cpSync(join('node_modules', name), join(program, 'node_modules', name), { recursive: true });
    }
  }, 120_000);
  afterAll(() => {
    rmSync(folder, { recursive: true });
  }, 60_000);

  /** Runs it where nothing of this project is. */
  const run = (...args: readonly string[]) =>
    tool('node', [join(program, 'lib/src/bin.js'), ...args], {
      cwd: tmpdir(),
      env: { PATH: process.env.PATH },
    });

  test('is plain JavaScript: there is neither tsx nor TypeScript to run it with', () => {
    expect(
      ['tsx', 'typescript', 'vitest'].filter((name) => existsSync(join(program, 'node_modules', name))),
    ).toEqual([]);
  });

  test('says what it can', async () => {
    expect(await run('--help')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('slo report') as string,
    });
    expect(await run('slo', 'report', '--what')).toMatchObject({ code: 2 });
  });

  test('makes the report from a server on the network, with the settings of an environment too', async () => {
    const answer = fakePrometheus([availability({ from: '2026-02-01', to: '2026-03-01' }, undefined)]);
    const server = createServer((request, response) => {
      void answer(new URL(request.url ?? '', 'http://prometheus'))
        .then((answered) => answered.text())
        .then((text) => response.writeHead(200, { 'content-type': 'application/json' }).end(text));
    });
    const address = await listen(server);
    const argv = ['slo', 'report', '--month', '2026-02', '--prometheus', address];
    const settings = resolve('test/good/production.yaml');
    const ran = await run(...argv, '--environment', settings, '--output', join(folder, 'report.html'));
    server.close();
    expect(ran, ran.output).toMatchObject({ code: 0, output: '' });
    expect(readFileSync(join(folder, 'report.html'), 'utf8')).toContain('February 2026');
  });

  test('serves health as a pod runs it, with every driver, and ends when it is told to', async () => {
    const [port, nobody] = [await freePort(), await freePort()];
    writeFileSync(join(folder, 'secret'), 'hunter2');
    writeFileSync(join(folder, 'health.yaml'), healthConfig(nobody, join(folder, 'secret')));
    const listening = ['--host=0.0.0.0', `--port=${String(port)}`, '--drain=0s'];
    const command = [
      join(program, 'lib/src/bin.js'),
      'health',
      `--config=${folder}/health.yaml`,
      ...listening,
    ];
    const child = spawn('node', command, { cwd: tmpdir(), env: { PATH: process.env.PATH, ...imageEnv } });
    const said: string[] = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => said.push(String(chunk)));
    try {
      const kinds = {
        database: 'refused',
        elasticsearch: 'refused',
        redis: 'refused',
        kms: 'refused',
        api: 'refused',
      };
      await eventually(
        () => errorsOf(`http://127.0.0.1:${String(port)}/health`),
        (errors) => JSON.stringify(errors) === JSON.stringify(kinds),
        60,
      );
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      expect(await ended).toEqual([0, null]);
      for (const line of said.join('').trimEnd().split('\n'))
        expect(JSON.parse(line)).toHaveProperty('fields.service');
    } finally {
      child.kill('SIGKILL');
    }
  });
});

/** What the image sets, apart from its own, and credentials as a pod gets them. */
const imageEnv = {
  ...Object.fromEntries(
    lines
      .filter((line) => line.startsWith('ENV '))
      .map((line) => line.slice('ENV '.length).split('=') as [string, string]),
  ),
  AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'hunter2',
};

/** Every check, of a port on which nobody listens. */
const healthConfig = (port: number, secret: string): string =>
  JSON.stringify({
    service: 'fraiseql-api',
    checks: {
      database: { host: '127.0.0.1', port, database: 'fraiseql', userFile: secret, passwordFile: secret },
      elasticsearch: { url: `https://127.0.0.1:${String(port)}`, apiKeyFile: secret },
      redis: { host: '127.0.0.1', port, passwordFile: secret },
      kms: { region: 'eu-central-1', key: 'alias/fraiseql', endpoint: `http://127.0.0.1:${String(port)}` },
      api: { url: `http://127.0.0.1:${String(port)}/health` },
    },
  });

/** What `/health` says of each, once it answers. */
async function errorsOf(address: string): Promise<Record<string, unknown>> {
  const response = await fetch(address).catch(() => undefined);
  const { checks = {} } = ((await response?.json()) ?? {}) as { checks?: Record<string, { error?: string }> };
  return Object.fromEntries(Object.entries(checks).map(([name, { error }]) => [name, error]));
}

describe('the Dockerfile', () => {
  test('names exact versions of its images', () => {
    const images = lines.filter((line) => line.startsWith('FROM ')).map((line) => line.split(' ')[1]);
    expect(images).toHaveLength(2);
    for (const image of images) expect(image).toMatch(/^node:20\.\d+\.\d+-bookworm-slim$/);
  });

  test('copies only what is let in by .dockerignore, and all of that', () => {
    const letIn = readFileSync('.dockerignore', 'utf8').match(/^!.*$/gm) ?? [];
    expect(letIn.map((line) => line.slice(1)).sort()).toEqual(copied(false).sort());
  });

  test('runs as nobody what the build makes', () => {
    expect(dockerfile).toContain('\nUSER 65534:65534\n');
    expect(dockerfile).toContain('ENTRYPOINT ["node", "/program/lib/src/bin.js"]');
    expect(copied(true)).toEqual(['/program/package.json', '/program/node_modules', '/program/lib']);
  });
});

test('the package holds the program, and no source', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pack-'));
  try {
    for (const path of ['package.json', 'README.md', 'LICENSE']) cpSync(path, join(folder, path));
    mkdirSync(join(folder, 'lib/src'), { recursive: true });
    writeFileSync(join(folder, 'lib/src/bin.js'), '');
    mkdirSync(join(folder, 'src'));
    writeFileSync(join(folder, 'src/bin.ts'), '');
    const { stdout } = await tool('npm', ['pack', '--dry-run', '--json'], { cwd: folder });
    const [{ files = [] } = {}] = JSON.parse(stdout) as { files?: { path: string }[] }[];
    expect(files.map(({ path }) => path).sort()).toEqual([
      'LICENSE',
      'README.md',
      'lib/src/bin.js',
      'package.json',
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
