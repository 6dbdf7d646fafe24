import { describe, expect, test } from 'vitest';
import { makeEnvironment } from '../../src/stack.ts';
import { complete, production, staging, withSettings } from '../good.ts';

const probes = ['EndpointDown', 'EndpointUnwatched', 'CertificateExpiring'];
const longTerm = ['CompactionHalted', 'CompactionStale', 'UploadStale'];
const site = { url: 'https://www.fraiseql.com', expects: 'success' };

/** The alerts that an environment goes without, why, and what the checks say of the others. */
function leftOut(changes: Readonly<Record<string, unknown>>, settings = complete) {
  const { alerts, problems } = makeEnvironment(withSettings(settings, changes));
  expect(problems).toEqual([]);
  return alerts.leftOut;
}

const because = (names: readonly string[], reason: string) => names.map((alert) => ({ alert, reason }));

describe('an environment', () => {
  test('with everything goes without no alert', () => {
    expect(leftOut({})).toEqual([]);
  });

  test('without probes goes without what they would see', () => {
    expect(leftOut({ probes: {} })).toEqual(because(probes, 'the settings name no probes'));
  });

  test('without long-term storage goes without its alerts', () => {
    const { health, logs, backup } = complete;
    expect(leftOut({ 'database.pointInTime': 'receiver', health, logs, backup }, staging)).toEqual(
      because(longTerm, 'platform.longTerm is left out, so no history is kept in an object store'),
    );
  });

  test('without logs goes without what would arrive late, and without an archive without what would not arrive', () => {
    const archiving = ['LogArchiveFilling', 'LogArchiveStalled'];
    const without = because(archiving, 'logs.archive is left out, so that no raw lines are kept');
    expect(leftOut({ 'logs.archive': undefined })).toEqual(without);
    const shipping = ['LogStoreUnreachable', 'LogsDelayed', 'LogsRejected'];
    expect(leftOut({ logs: undefined })).toEqual([
      ...because(shipping, 'logs is left out, so that this stack ships none'),
      ...without,
    ]);
  });

  test('without backups of its own goes without what their bucket would tell, and keeps what Kubernetes tells', () => {
    const ofBucket = [
      'BackupRepositoryUnreadable',
      'BackupDamaged',
      'BaseBackupStale',
      'RestoreTooSlow',
      'BackupSuspended',
    ];
    expect(leftOut({ backup: undefined })).toEqual(
      because(ofBucket, 'backup is left out, so that somebody else takes backups'),
    );
  });

  test('whose recovery to a moment is not by the receiver copies no servers', () => {
    expect(leftOut({ 'database.pointInTime': 'cnpg' })).toEqual(
      because(
        ['BaseBackupStale'],
        'database.pointInTime is not receiver, so that this stack copies no servers',
      ),
    );
  });

  test('on a shared platform leaves its history to that', () => {
    expect(leftOut({ platform: { kind: 'shared' } })).toEqual(
      because(longTerm, 'a shared platform keeps its own history'),
    );
  });

  test.each([
    ['several probes', { probes: { site, ...production.probes } }],
    ['several shards', { 'platform.prometheus.shards': 3 }],
    ['a Prometheus that sees other clusters', { 'service.matchers': { cluster: 'eu-1' } }],
  ])('with %s has them all', (_, changes) => {
    expect(leftOut(changes)).toEqual([]);
  });
});

test('each probe is missed by itself', () => {
  const { alerts } = makeEnvironment(withSettings(production, { probes: { site, ...production.probes } }));
  const expr = alerts.alerts.find(({ alert }) => alert.name === 'EndpointUnwatched')?.rule.expr;
  expect(expr).toBe(
    [
      'max by (probe) (',
      '  absent(probe_success{job="fraiseql-probes", probe="site"})',
      '  or',
      '  absent(probe_success{job="fraiseql-probes", probe="api-health"})',
      ') > 0',
    ].join('\n'),
  );
});

test('alerts about a second endpoint or job are an incident of their own', () => {
  expect(makeEnvironment(production).routing.route.group_by).toEqual(
    expect.arrayContaining(['probe', 'job']),
  );
});
