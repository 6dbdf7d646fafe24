import { durationSeconds } from '../../promql/duration.ts';
import { larger, lastKnown } from '../../promql/fragments.ts';
import { indent } from '../../promql/layout.ts';
import { selector } from '../../promql/selector.ts';
import type { Settings } from '../../settings/schema.ts';
import { carrier } from '../carrier.ts';
import { elsewhere as m } from '../elsewhere.ts';
import { namespaceMatchers } from './service.ts';

interface Volumes {
  /** Free bytes, by series. */
  readonly free: string;
  /** Size in bytes: a series with the labels of `free`, or a number. */
  readonly size: string;
  /** The label that names the volume. */
  readonly label: string;
  /** How far back the last value of `free` may be. */
  readonly lookback: string;
}

/** Disk use of the database, from the kubelet or, where the database is RDS, from CloudWatch. */
export function databaseVolumes(settings: Settings) {
  const { free, size, label, lookback } = volumesOf(settings);
  const byVolume = (operator: string, expr: string) =>
    `${operator} by (volume) (label_replace(\n${indent(expr)},\n  "volume", "$1", "${label}", "(.*)"\n))`;
  const known = (series: string) => (Number.isNaN(Number(series)) ? lastKnown(series, lookback) : series);
  return {
    volumeUse: carrier(() => byVolume('max', `1 - ${known(free)}\n/\n${known(size)}`)),
    // Both the last six hours and the last one must say so: a load that is over is no growth. A volume younger than an hour
    // is being filled for the first time, and says nothing about next week.
    volumeFreeAhead: carrier((window) => {
      const ahead = (span: string) => `predict_linear(${free}[${span}], ${String(durationSeconds(window))})`;
      const settled = `last_over_time(${free}[${lookback}] offset 1h)`;
      return byVolume('min', `${larger(ahead('6h'), ahead('1h'))}\nand\n${settled}`);
    }),
  };
}

function volumesOf(settings: Settings): Volumes {
  const { database } = settings;
  if (database.kind === 'rds') {
    return {
      free: selector(m.rdsFreeStorage.name, {
        dbinstance_identifier: database.instance,
        ...settings.service.matchers,
      }),
      size: String(database.allocatedStorageGiB * 1024 ** 3),
      label: 'dbinstance_identifier',
      // CloudWatch delivers ten minutes late and the exporter stamps samples with their own time.
      lookback: '30m',
    };
  }
  const claims = {
    ...namespaceMatchers(settings),
    persistentvolumeclaim: { matches: database.volumeClaims },
  };
  return {
    free: selector(m.volumeAvailable.name, claims),
    size: selector(m.volumeCapacity.name, claims),
    label: 'persistentvolumeclaim',
    lookback: '10m',
  };
}
