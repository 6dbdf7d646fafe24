import type { ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { run, stop } from '../../engines/process.ts';
import { freePort } from '../../engines/listen.ts';
import { tool, type Answer } from '../tool.ts';

/** A real API server and a real Prometheus Operator on loopback. No pod ever runs: there is no scheduler and no node. */
export class Cluster {
  private readonly folder = mkdtempSync(join(tmpdir(), 'cluster-'));
  private readonly children: ChildProcess[] = [];

  /** Starts etcd and the API server, and installs the custom resources. */
  async start(): Promise<void> {
    const [client, peer, secure] = [await freePort(), await freePort(), await freePort()].map(String);
    const etcd = `http://127.0.0.1:${client ?? ''}`;
    const between = `http://127.0.0.1:${peer ?? ''}`;
    this.launch('etcd', [
      `--data-dir=${join(this.folder, 'etcd')}`,
      `--listen-client-urls=${etcd}`,
      `--advertise-client-urls=${etcd}`,
      `--listen-peer-urls=${between}`,
      `--initial-advertise-peer-urls=${between}`,
      `--initial-cluster=default=${between}`,
    ]);
    await this.launchApiServer(etcd, secure ?? '');
    await this.kubectl('apply', '--server-side', '-f', resolve('.cluster/crds'));
    await this.kubectl('wait', '--for=condition=Established', '--timeout=60s', '--all', 'crd');
  }

  private async launchApiServer(etcd: string, port: string): Promise<void> {
    const key = join(this.folder, 'accounts.key');
    await tool('openssl', ['genrsa', '-out', key, '2048']);
    const tokens = join(this.folder, 'tokens.csv');
    writeFileSync(tokens, 'the-token,admin,admin,system:masters\n');
    mkdirSync(join(this.folder, 'certificates'));
    this.launch('kube-apiserver', [
      `--etcd-servers=${etcd}`,
      `--cert-dir=${join(this.folder, 'certificates')}`,
      `--secure-port=${port}`,
      '--bind-address=127.0.0.1',
      '--authorization-mode=RBAC',
      `--token-auth-file=${tokens}`,
      '--service-account-issuer=https://cluster.example.test',
      `--service-account-key-file=${key}`,
      `--service-account-signing-key-file=${key}`,
      '--service-cluster-ip-range=10.99.0.0/16',
      // Nobody makes accounts without a controller manager, and pods are only tried.
      '--disable-admission-plugins=ServiceAccount',
    ]);
    const cluster = { server: `https://127.0.0.1:${port}`, 'insecure-skip-tls-verify': true };
    const kubeconfig = {
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [{ name: 'it', cluster }],
      users: [{ name: 'it', user: { token: 'the-token' } }],
      contexts: [{ name: 'it', context: { cluster: 'it', user: 'it' } }],
      'current-context': 'it',
    };
    writeFileSync(join(this.folder, 'kubeconfig'), JSON.stringify(kubeconfig));
    await this.until(async () => (await this.kubectl('get', '--raw', '/readyz')).code === 0);
  }

  /** What the API server says its version is: the operator goes by it. */
  async version(): Promise<string> {
    const { stdout } = await this.kubectl('get', '--raw', '/version');
    return (JSON.parse(stdout) as { gitVersion: string }).gitVersion;
  }

  /** Starts the operator, which reaches the API through a proxy of kubectl's. */
  async operate(): Promise<void> {
    const [proxy, web] = [await freePort(), await freePort()].map(String);
    this.launch('kubectl', [
      `--kubeconfig=${join(this.folder, 'kubeconfig')}`,
      'proxy',
      `--port=${proxy ?? ''}`,
    ]);
    await this.until(() =>
      fetch(`http://127.0.0.1:${proxy ?? ''}/readyz`).then(
        ({ ok }) => ok,
        () => false,
      ),
    );
    this.launch('operator', [
      `--apiserver=http://127.0.0.1:${proxy ?? ''}`,
      `--web.listen-address=127.0.0.1:${web ?? ''}`,
    ]);
  }

  /** Runs kubectl. */
  kubectl(...args: readonly string[]): Promise<Answer> {
    const kubeconfig = `--kubeconfig=${join(this.folder, 'kubeconfig')}`;
    return tool(resolve('.cluster/bin/kubectl'), [kubeconfig, '--request-timeout=20s', ...args]);
  }

  /** Writes a file for kubectl. Returns its path. */
  file(name: string, text: string): string {
    const path = join(this.folder, name);
    writeFileSync(path, text);
    return path;
  }

  /** Waits for something, a minute at most. */
  async until(happened: () => Promise<boolean>): Promise<boolean> {
    for (let tries = 0; tries < 120; tries++) {
      if (await happened()) return true;
      await setTimeout(500);
    }
    return false;
  }

  async stop(): Promise<void> {
    await Promise.all(this.children.reverse().map(stop));
    rmSync(this.folder, { recursive: true, force: true });
  }

  private launch(program: string, args: readonly string[]): void {
    this.children.push(run(this.folder, resolve('.cluster/bin', program), args));
  }
}
