import { join } from 'node:path';
import { writeFiles } from '../src/output/replace.ts';
import type { Environment } from '../src/stack.ts';
import { writeAlertmanager, writePrometheus, writeRules, type Fields } from './configuration.ts';
import { freePort } from './listen.ts';
import { Programs, type OnEnd } from './programs.ts';
import { writeSecrets, type Receivers } from './receivers.ts';
import { shorter } from './speed.ts';

/** A Prometheus and an Alertmanager that run what an environment is, on loopback. */
export interface Engines {
  /** Addresses that their APIs and pages are below. */
  readonly prometheus: string;
  readonly alertmanager: string;
  /** Has Prometheus judge alerts only as often as their waits say, where it began by judging them more often. */
  readonly settle: () => void;
  /** Ends both, and removes their files. */
  readonly stop: () => Promise<void>;
}

/** What the engines are made of. */
export interface EnginesProps {
  readonly environment: Environment;
  /** Who is scraped, as Prometheus reads it: `scrape_configs`. */
  readonly scrape: (addresses: {
    readonly prometheus: string;
    readonly alertmanager: string;
  }) => readonly Fields[];
  readonly receivers: Receivers;
  /** How much faster than production everything waits. */
  readonly speed: number;
  /** Where people reach both: links in messages begin with it. @default https://monitoring.example.test */
  readonly origin?: string;
  /** How often alerts are judged until {@link Engines.settle}. @default - as their waits say */
  readonly first?: string;
  /** Fills the folder of Prometheus' data before it begins. @default - it begins with nothing */
  readonly before?: (data: string) => Promise<void>;
  /** Is told where one ends by itself. @default - nobody is */
  readonly onEnd?: OnEnd;
}

/** Starts both, with the files that synth writes; only addresses, paths of secrets and waits are changed. */
export async function startEngines(props: EnginesProps): Promise<Engines> {
  const programs = new Programs(props.onEnd);
  try {
    return await start(props, programs);
  } catch (error) {
    await programs.stop();
    throw error;
  }
}

async function start(props: EnginesProps, programs: Programs): Promise<Engines> {
  const { environment, receivers, scrape, before } = props;
  const { folder } = programs;
  const prometheus = `127.0.0.1:${String(await freePort())}`;
  const alertmanager = `127.0.0.1:${String(await freePort())}`;
  writeFiles(folder, environment.files);
  writeSecrets(join(folder, 'secrets'), receivers);
  const files = { ...props, folder, alertmanager, scrape: scrape({ prometheus, alertmanager }) };
  programs.start(
    'prometheus-alertmanager',
    alertmanagerArgs(props, folder, alertmanager, writeAlertmanager(files)),
  );
  const config = writePrometheus(files);
  if (props.first !== undefined) writeRules(files, props.first);
  await before?.(join(folder, 'prometheus-data'));
  const child = programs.start('prometheus', prometheusArgs(props, folder, prometheus, config));
  return {
    prometheus: `http://${prometheus}/prometheus`,
    alertmanager: `http://${alertmanager}/alertmanager`,
    settle: () => {
      writeRules(files);
      child?.kill('SIGHUP');
    },
    stop: () => programs.stop(),
  };
}

const outside = 'https://monitoring.example.test';

const alertmanagerArgs = (
  { origin = outside }: EnginesProps,
  folder: string,
  address: string,
  config: string,
) => [
  `--config.file=${config}`,
  `--storage.path=${folder}/alertmanager-data`,
  `--web.listen-address=${address}`,
  `--web.external-url=${origin}/alertmanager`,
  '--cluster.listen-address=',
];

const prometheusArgs = (
  { origin = outside, speed }: EnginesProps,
  folder: string,
  address: string,
  config: string,
) => [
  `--config.file=${config}`,
  `--storage.tsdb.path=${folder}/prometheus-data`,
  // As in production: budgets look back 30 days.
  '--storage.tsdb.retention.time=45d',
  // What was sent before Alertmanager was found is sent again after a minute, as in production.
  `--rules.alert.resend-delay=${shorter('1m', speed)}`,
  `--web.listen-address=${address}`,
  `--web.external-url=${origin}/prometheus`,
];
