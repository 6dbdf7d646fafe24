import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { durationSeconds } from '../src/promql/duration.ts';
import { toYaml } from '../src/output/yaml.ts';
import type { Environment } from '../src/stack.ts';
import type { Receivers } from './receivers.ts';
import { faster, shorter } from './speed.ts';

/** A part of a configuration as Prometheus reads it. */
export type Fields = Readonly<Record<string, unknown>>;

/** What the files of both engines are made of. */
export interface ConfigurationProps {
  readonly environment: Environment;
  /** Folder that holds the files of synth. */
  readonly folder: string;
  /** Who is scraped, as Prometheus reads it: `scrape_configs`. */
  readonly scrape: readonly Fields[];
  readonly receivers: Receivers;
  /** How much faster than production everything waits. */
  readonly speed: number;
  /** Host and port of Alertmanager. */
  readonly alertmanager: string;
}

/** Alertmanager's configuration as synth writes it: only addresses, paths of secrets and waits are changed. Returns the file. */
export function writeAlertmanager({ environment, folder, receivers, speed }: ConfigurationProps): string {
  const { settings, files } = environment;
  const { secret, deadMansSwitch } = settings.routing;
  const text = (files.get(`${settings.environment}/alertmanager/alertmanager.yaml`) ?? '')
    .replaceAll(`/etc/alertmanager/secrets/${secret}`, join(folder, 'secrets'))
    .replaceAll(deadMansSwitch?.url ?? '\0', receivers.heartbeat);
  const config = load(text) as { readonly global: Fields };
  const global = { ...config.global, pagerduty_url: receivers.pagerDuty };
  const file = join(folder, settings.environment, 'alertmanager/alertmanager.yaml');
  writeFileSync(file, toYaml(faster({ ...config, global }, speed)));
  return file;
}

/** A configuration of Prometheus that scrapes who is given, and evaluates the rules of synth. Returns the file. */
export function writePrometheus(props: ConfigurationProps): string {
  const { environment, folder, scrape, speed, alertmanager } = props;
  const rules = writeRules(props);
  const config = {
    global: {
      scrape_interval: environment.settings.monitoring.scrapeInterval,
      evaluation_interval: '30s',
    },
    rule_files: [rules],
    alerting: {
      alertmanagers: [{ path_prefix: '/alertmanager', static_configs: [{ targets: [alertmanager] }] }],
    },
    scrape_configs: scrape,
  };
  const file = join(folder, 'prometheus.yaml');
  const { global, ...others } = faster(config, speed);
  writeFileSync(
    file,
    toYaml({ global: { ...global, scrape_timeout: patience(global.scrape_interval) }, ...others }),
  );
  return file;
}

/** Production's 10 s, or all of the interval where that is shorter: a machine is not faster because waits are shorter. */
const patience = (interval: string): string => (durationSeconds(interval) < 10 ? interval : '10s');

/**
 * The rules of synth, with shorter waits.
 *
 * @param first how often alerts are judged, where that is more often than production's waits say. What is recorded keeps its
 * interval, since a slice is counted in each. @default - as the waits say
 */
export function writeRules({ environment, folder, speed }: ConfigurationProps, first?: string): string {
  const path = `${environment.settings.environment}/prometheus/rules.yaml`;
  const { groups } = faster(load(environment.files.get(path) ?? '') as { groups: RuleGroup[] }, speed);
  const judged = groups.map((group) =>
    first !== undefined && group.rules.some(({ alert }) => alert !== undefined)
      ? { ...group, interval: first }
      : { ...group, interval: group.interval ?? shorter('30s', speed) },
  );
  const file = join(folder, path);
  writeFileSync(file, toYaml({ groups: judged }));
  return file;
}

interface RuleGroup {
  readonly name: string;
  readonly interval?: string;
  readonly rules: readonly { readonly alert?: string }[];
}
