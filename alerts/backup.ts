import type { AlertGroup } from '../src/model/alert.ts';
import { signal } from '../src/metrics/signals.ts';
import { promql, text } from '../src/promql/template.ts';
import { backup, none } from './thresholds.ts';

/** Whether what is backed up can be brought back. That there is a backup at all is one of the 11: BackupStale. */
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
    },
  ],
};
