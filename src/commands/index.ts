import type { Command } from '../cli/command.ts';

/** A command, by what it does in a few words. Its code is loaded when it is asked for. */
export interface Entry {
  readonly summary: string;
  readonly load: () => Promise<Command>;
}

/** Every command, by the words that it is called with. A new one is a file here, and a row. */
export const commands: Readonly<Record<string, Entry>> = {
  conform: {
    summary: 'Whether a server exports what alerts read, and which alerts it silences.',
    load: async () => (await import('./conform.ts')).conform,
  },
  'slo report': {
    summary: 'What was promised, what was kept, and what is owed, for a month.',
    load: async () => (await import('./slo-report.ts')).sloReport,
  },
  health: {
    summary: 'Whether PostgreSQL, Elasticsearch, Redis, KMS and the API answer, served over HTTP.',
    load: async () => (await import('./health.ts')).health,
  },
  simulate: {
    summary: 'A simulated service with faults at will: live for Prometheus, or as a history for its storage.',
    load: async () => (await import('./simulate.ts')).simulate,
  },
  'logs setup': {
    summary: 'Gives Elasticsearch the policy, templates and data streams of the logs.',
    load: async () => (await import('./logs-setup.ts')).logsSetup,
  },
  'logs exporter': {
    summary: 'What Elasticsearch has of the logs, for Prometheus.',
    load: async () => (await import('./logs-exporter.ts')).logsExporter,
  },
  restore: {
    summary: 'The way back: a dump, or any moment, planned first and done with --run.',
    load: async () => (await import('./restore.ts')).restore,
  },
  'backup ship': {
    summary: 'What pg_receivewal receives of a server, into a bucket of S3, every few seconds.',
    load: async () => (await import('./backup-ship.ts')).backupShip,
  },
  'backup exporter': {
    summary: 'What the bucket has of the backups, for Prometheus.',
    load: async () => (await import('./backup-exporter.ts')).backupExporter,
  },
};
