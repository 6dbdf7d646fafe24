import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { load } from 'js-yaml';
import { toYaml } from '../../src/output/yaml.ts';
import { writeFiles } from '../../src/output/replace.ts';
import type { Environment } from '../../src/stack.ts';
import { freePort } from './listen.ts';
import { faster, shorter } from './speed.ts';

/** A Prometheus and an Alertmanager that run what an environment is, on loopback. */
export interface Engines {
  readonly prometheus: string;
  readonly alertmanager: string;
  readonly stop: () => Promise<void>;
}

export interface EnginesProps {
  readonly environment: Environment;
  /** Where the service is scraped, host and port. */
  readonly target: string;
  /** Address of the stand-in for everyone who is told. */
  readonly standIn: string;
  /** How much faster than production everything waits. */
  readonly speed: number;
}

/** Starts both, with the files that synth writes; only addresses, paths of secrets and waits are changed. */
export async function startEngines(props: EnginesProps): Promise<Engines> {
  const folder = mkdtempSync(join(tmpdir(), 'engines-'));
  writeFiles(folder, props.environment.files);
  const [prometheusPort, alertmanagerPort] = [await freePort(), await freePort()];
  writeSecrets(join(folder, 'secrets'), props.standIn);
  const alertmanager = writeAlertmanager(folder, props);
  const prometheus = writePrometheus(folder, alertmanagerPort, props);
  const children = [
    run(folder, 'prometheus-alertmanager', [
      `--config.file=${alertmanager}`,
      `--storage.path=${folder}/alertmanager-data`,
      `--web.listen-address=127.0.0.1:${String(alertmanagerPort)}`,
      '--web.external-url=https://alertmanager.example.test',
      '--web.route-prefix=/',
      '--cluster.listen-address=',
    ]),
    run(folder, 'prometheus', [
      `--config.file=${prometheus}`,
      `--storage.tsdb.path=${folder}/prometheus-data`,
      // What was sent before Alertmanager was found is sent again after a minute, as in production.
      `--rules.alert.resend-delay=${shorter('1m', props.speed)}`,
      `--web.listen-address=127.0.0.1:${String(prometheusPort)}`,
    ]),
  ];
  return {
    prometheus: `http://127.0.0.1:${String(prometheusPort)}`,
    alertmanager: `http://127.0.0.1:${String(alertmanagerPort)}`,
    stop: async () => {
      await Promise.all(children.map(stop));
      rmSync(folder, { recursive: true });
    },
  };
}

/** The Secret that Alertmanager reads: webhooks lead to the stand-in, keys are made up. */
function writeSecrets(folder: string, standIn: string): void {
  mkdirSync(folder, { recursive: true });
  for (const role of ['incidents', 'tickets', 'notices']) {
    writeFileSync(join(folder, `slack-${role}-webhook-url`), `${standIn}/slack/${role}`);
  }
  writeFileSync(join(folder, 'pagerduty-routing-key'), 'the-routing-key');
  writeFileSync(join(folder, 'dead-mans-switch-token'), 'the-token');
}

function writeAlertmanager(folder: string, { environment, standIn, speed }: EnginesProps): string {
  const { routing, deadMansSwitch } = { ...environment.settings, ...environment.settings.routing };
  const text = (
    environment.files.get(`${environment.settings.environment}/alertmanager/alertmanager.yaml`) ?? ''
  )
    .replaceAll(`/etc/alertmanager/secrets/${routing.secret}`, `${folder}/secrets`)
    .replaceAll(deadMansSwitch?.url ?? '\0', `${standIn}/heartbeat`);
  const config = load(text) as { global: object };
  const global = { ...config.global, pagerduty_url: `${standIn}/v2/enqueue` };
  const file = join(folder, environment.settings.environment, 'alertmanager/alertmanager.yaml');
  writeFileSync(file, toYaml(faster({ ...config, global }, speed)));
  return file;
}

function writePrometheus(
  folder: string,
  alertmanagerPort: number,
  { environment, target, speed }: EnginesProps,
): string {
  const { scrapeInterval } = environment.settings.monitoring;
  const rules = join(folder, environment.settings.environment, 'prometheus/rules.yaml');
  writeFileSync(rules, toYaml(faster({ groups: environment.alerts.groups }, speed)));
  const config = {
    global: { scrape_interval: scrapeInterval, scrape_timeout: '10s', evaluation_interval: '30s' },
    rule_files: [rules],
    alerting: {
      alertmanagers: [{ static_configs: [{ targets: [`127.0.0.1:${String(alertmanagerPort)}`] }] }],
    },
    scrape_configs: [{ job_name: environment.settings.service.job, static_configs: [{ targets: [target] }] }],
  };
  const file = join(folder, 'prometheus.yaml');
  writeFileSync(file, toYaml(faster(config, speed)));
  return file;
}

/** Starts a program whose log goes into a file of the folder. */
export function run(
  folder: string,
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): ChildProcess {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
  const log = createWriteStream(join(folder, `${basename(command)}.log`));
  child.stdout.pipe(log);
  child.stderr.pipe(log);
  return child;
}

/** Ends a program, and waits until it is gone. */
export function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => {
      resolve();
    });
    child.kill();
  });
}
