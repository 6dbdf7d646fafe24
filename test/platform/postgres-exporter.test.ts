import type { ChildProcess } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { jobs } from '../../src/model/jobs.ts';
import { makeEnvironment } from '../../src/stack.ts';
import { run, stop } from '../../engines/process.ts';
import { freePort } from '../../engines/listen.ts';
import { production, withSettings } from '../good.ts';
import { PostgreSql } from './postgresql.ts';
import { until } from './until.ts';

interface Container {
  readonly env: readonly { readonly name: string; readonly value: string }[];
  readonly volumeMounts: readonly { readonly mountPath: string }[];
  readonly readinessProbe: { readonly httpGet: { readonly path: string } };
}

describe('postgres_exporter, set up as the manifest has it, with the role of docs/install.md', () => {
  const server = new PostgreSql();
  let exporter: ChildProcess | undefined;
  let address = '';
  let ready = '';

  beforeAll(async () => {
    await server.start();
    const [sql = ''] = /create role[^;]+/.exec(readFileSync('docs/install.md', 'utf8')) ?? [];
    await server.run(sql.replace('…', 'the-password'));
    await server.run('create database fraiseql');
    const { env, volumeMounts, readinessProbe } = containerOf();
    const files = join(server.folder, 'secret');
    mkdirSync(files);
    writeFileSync(join(files, 'username'), 'monitoring');
    writeFileSync(join(files, 'password'), 'the-password');
    const mounted = volumeMounts[0]?.mountPath ?? '';
    const local = env.map(({ name, value }) => [name, value.replace(mounted, files)]);
    address = `127.0.0.1:${String(await freePort())}`;
    exporter = run(
      server.folder,
      'prometheus-postgres-exporter',
      [`--web.listen-address=${address}`],
      Object.fromEntries(local) as NodeJS.ProcessEnv,
    );
    ready = `http://${address}${readinessProbe.httpGet.path}`;
    await until(() => isReady(ready));
  }, 60_000);

  afterAll(async () => {
    if (exporter !== undefined) await stop(exporter);
    server.remove();
  });

  /** The manifest's container, for a database on loopback. */
  function containerOf(): Container {
    const settings = withSettings(production, {
      'database.connection.host': '127.0.0.1',
      'database.connection.port': server.port,
      'database.connection.tls': 'disable',
    });
    const deployment = makeEnvironment(settings).manifests.find(
      ({ object }) => object.kind === 'Deployment' && object.metadata.name === jobs.postgresExporter,
    );
    const spec = deployment?.object.spec as { template: { spec: { containers: [Container] } } };
    return spec.template.spec.containers[0];
  }

  const isReady = (url: string): Promise<boolean> =>
    fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );

  const metrics = async (): Promise<string> => (await fetch(`http://${address}/metrics`)).text();

  test('tells the size of the database', async () => {
    const text = await metrics();
    expect(text).toMatch(/^pg_up 1$/m);
    expect(text).toMatch(/^pg_database_size_bytes\{datname="fraiseql"[^}]*\} [1-9]/m);
  });

  test('stays ready when the database is gone, and says that it is', async () => {
    await server.stop();
    expect(await metrics()).toMatch(/^pg_up 0$/m);
    expect(await isReady(ready)).toBe(true);
  });
});
