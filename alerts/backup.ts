import type { AlertGroup } from '../src/model/alert.ts';
import { signal } from '../src/metrics/signals.ts';
import { promql, text } from '../src/promql/template.ts';
import { backup, none } from './thresholds.ts';

/** Whether what is backed up can be brought back, and in time. That there is a backup at all is one of the 11: BackupStale. */
export const backupAlerts: AlertGroup = {
  name: 'fraiseql-backup',
  alerts: [
    {
      name: 'BackupFailed',
      severity: 'medium',
      for: '10m', // a Job whose first pod fails tries again
      expr: promql`${signal.backupFailures} > ${none}`,
      summary: 'A backup failed.',
      description: text`Job {{ $labels.job_name }} failed, and no backup has succeeded since it started.`,
      runbook: 'backup',
      dashboard: 'fraiseql-database-health',
      mutedBy: ['BackupStale'],
    },
    {
      name: 'RestoreCheckFailed',
      severity: 'medium',
      for: '10m',
      expr: promql`${signal.restoreCheckFailures} > ${none}`,
      summary: 'A backup could not be restored.',
      description: text`Job {{ $labels.job_name }} failed, and no restore check has succeeded since it started.`,
      runbook: 'backup',
      dashboard: 'fraiseql-database-health',
    },
    {
      name: 'RestoreCheckStale',
      severity: 'medium',
      expr: promql`${signal.restoreCheckAge} > ${backup.restoreCheckStale}`,
      summary: 'No backup has been proven by a restore lately.',
      description: text`{{ if gt $value 1e9 }}No CronJob fraiseql-restore-check is known at all.{{ else }}The last proven restore is {{ $value | humanizeDuration }} old, or there never was one; a ticket above ${backup.restoreCheckStale}.{{ end }}`,
      runbook: 'backup',
      dashboard: 'fraiseql-database-health',
    },
    {
      name: 'RecoveryPointOld',
      severity: 'high',
      for: '1m',
      keepFiringFor: '5m',
      expr: promql`${signal.recoveryPointAge} > ${backup.recoveryPointOld}`,
      summary: 'The newest recovery point is too old.',
      description: text`{{ if gt $value 1e9 }}No recovery point is known at all.{{ else }}The database can be brought back only to how it was {{ $value | humanizeDuration }} ago; pages above ${backup.recoveryPointOld}.{{ end }}`,
      runbook: 'backup',
      dashboard: 'fraiseql-database-health',
      mutedBy: ['BackupRepositoryUnreadable'],
    },
    {
      name: 'BackupRepositoryUnreadable',
      severity: 'high',
      for: '5m', // S3 is slow now and then, and a page about the recovery point would come a minute later
      keepFiringFor: '10m', // mutes RecoveryPointOld until the log that waited is in
      expr: promql`${signal.repositoryUp} == ${none}`,
      summary: 'The bucket of the backups cannot be read.',
      description: text`For 5 minutes the bucket of the backups could not be listed, read or decrypted. Whether it can be written to is unknown, and what is in it may be worth nothing.`,
      runbook: 'backup',
      dashboard: 'fraiseql-database-health',
    },
    {
      name: 'BackupDamaged',
      severity: 'high',
      for: '5m', // a file that S3 lists and a look does not meet is there at the next one
      expr: promql`${signal.backupDamage} > ${none}`,
      summary: 'The newest backup in the bucket is damaged.',
      description: text`Files of the newest backup ({{ $labels.kind }}) that are not as its manifest says: {{ $value | printf "%.0f" }}. What is wrong: {{ if eq $labels.problem "missing" }}missing{{ else if eq $labels.problem "size" }}another size{{ else if eq $labels.problem "key" }}encrypted by another key{{ else }}a manifest that cannot be read{{ end }}.`,
      runbook: 'backup',
      dashboard: 'fraiseql-database-health',
      mutedBy: ['BackupRepositoryUnreadable'],
    },
    {
      name: 'BaseBackupStale',
      severity: 'medium',
      expr: promql`${signal.baseBackupAge} > ${backup.baseStale}`,
      summary: 'The whole server has not been copied lately.',
      description: text`{{ if gt $value 1e9 }}No CronJob fraiseql-base-backup is known at all.{{ else }}The last copy of the server is {{ $value | humanizeDuration }} old, or there never was one; a ticket above ${backup.baseStale}.{{ end }} A recovery to any moment replays all log since then.`,
      runbook: 'backup',
      dashboard: 'fraiseql-database-health',
      mutedBy: ['BackupRepositoryUnreadable'],
    },
    {
      name: 'RestoreTooSlow',
      severity: 'medium',
      expr: promql`${signal.restoreEstimate} > ${backup.restoreBudget}`,
      summary: 'Restoring a dump takes longer than there is time.',
      description: text`By the last restore check, a restore of the database as big as it is now takes {{ $value | humanizeDuration }}; a ticket above ${backup.restoreBudget}.`,
      runbook: 'backup',
      dashboard: 'fraiseql-database-health',
    },
    {
      name: 'BackupSuspended',
      severity: 'medium',
      for: '2h', // a recovery suspends them on purpose, and is over in one
      expr: promql`${signal.backupsSuspended} > ${none}`,
      summary: 'Backups are suspended.',
      description: text`CronJob {{ $labels.cronjob }} has been suspended for 2 hours. Nothing runs until somebody resumes it.`,
      runbook: 'backup',
      dashboard: 'fraiseql-database-health',
    },
  ],
};
