import { jobs } from '../model/jobs.ts';
import { backupNames } from '../model/names.ts';
import type { Prerequisite } from '../model/prerequisite.ts';
import type { Settings } from '../settings/schema.ts';
import { backupExporterPort } from './backup.ts';
import type { Backup } from '../backup/repository.ts';
import { databaseServer, outside, scraper, tcp, type Edge } from './ends.ts';

const { dump, base, restoreCheck, receiver } = backupNames;

/** Components in the namespace of the service, where the database is. */
export const backupComponents: readonly string[] = [dump, base, restoreCheck, receiver];

/** Who connects to whom for the backups: who reads the database, who uses the bucket, and whoever scrapes the exporter. */
export function backupEdges(settings: Settings, props: Backup): Edge[] {
  const { database } = settings;
  const log = database.pointInTime === 'receiver' ? [base, receiver] : [];
  const bucket = tcp(...portsOf(props));
  return [
    ...[dump, ...log].map((from) => ({
      from,
      to: databaseServer(settings),
      ports: tcp(database.connection.port),
    })),
    ...[dump, ...log, restoreCheck, jobs.backupExporter].map((from) => ({
      from,
      to: outside,
      ports: bucket,
    })),
    { from: scraper(settings), to: jobs.backupExporter, ports: tcp(backupExporterPort) },
  ];
}

/** S3, and STS and RDS, which have addresses of the region whatever the endpoint is. */
function portsOf({ repository: { endpoint } }: Backup): number[] {
  const own = endpoint === undefined ? 443 : Number(new URL(endpoint).port || 443);
  return [...new Set([own, 443])];
}

/** What must be there before: the store of Secrets, for the namespace of the service too. */
export function backupPrerequisites({ backup, secrets, service }: Settings): Prerequisite[] {
  if (backup === undefined || secrets?.store.kind !== 'SecretStore') return [];
  const why = 'where External Secrets reads for the backups';
  return [{ ...secrets.store, namespace: service.namespace, why }];
}
