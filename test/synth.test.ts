import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { alertGroups } from '../alerts/index.ts';
import { listFiles } from '../src/output/replace.ts';
import { synth } from '../src/synth.ts';
import { tool } from './tool.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'synth-'));
  cpSync('test/good', join(folder, 'environments'), { recursive: true });
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const contents = (dist: string): [string, string][] =>
  listFiles(dist).map((path) => [path, readFileSync(join(dist, path), 'utf8')]);

const spoil = (): void => {
  writeFileSync(join(folder, 'environments/staging.yaml'), 'environment: staging\n');
};

function run(): { code: number; said: string } {
  const said: string[] = [];
  const code = synth({
    environments: join(folder, 'environments'),
    dist: join(folder, 'dist'),
    say: (line) => said.push(line),
  });
  return { code, said: said.join('\n') };
}

describe('synth', () => {
  test('says what it made, and which alerts it left out and why', () => {
    const { code, said } = run();
    expect(code).toBe(0);
    const all = alertGroups.flatMap((group) => group.alerts).length;
    expect(said).toBe(
      `production: 11 of 11 core alerts and ${String(all - 21)} more, 22 files (binding contract, thresholds tuned)
  left out: BackupRepositoryUnreadable, because backup is left out, so that somebody else takes backups
  left out: BackupDamaged, because backup is left out, so that somebody else takes backups
  left out: BaseBackupStale, because backup is left out, so that somebody else takes backups
  left out: RestoreTooSlow, because backup is left out, so that somebody else takes backups
  left out: BackupSuspended, because backup is left out, so that somebody else takes backups
  left out: LogStoreUnreachable, because logs is left out, so that this stack ships none
  left out: LogsDelayed, because logs is left out, so that this stack ships none
  left out: LogsRejected, because logs is left out, so that this stack ships none
  left out: LogArchiveFilling, because logs.archive is left out, so that no raw lines are kept
  left out: LogArchiveStalled, because logs.archive is left out, so that no raw lines are kept
  left out: panel 'Age of the newest backup' of FraiseQL / Database Health, because backup is left out, so that somebody else takes backups
  left out: panel 'Size of the newest dump' of FraiseQL / Database Health, because backup is left out, so that somebody else takes backups
  left out: panel 'Time that a restore takes' of FraiseQL / Database Health, because backup is left out, so that somebody else takes backups
staging: 11 of 11 core alerts and ${String(all - 25)} more, 21 files (binding contract, thresholds tuned)
  left out: RecoveryPointOld, because database.pointInTime is none, so the newest dump is the recovery point
  left out: BackupRepositoryUnreadable, because backup is left out, so that somebody else takes backups
  left out: BackupDamaged, because backup is left out, so that somebody else takes backups
  left out: BaseBackupStale, because backup is left out, so that somebody else takes backups
  left out: RestoreTooSlow, because backup is left out, so that somebody else takes backups
  left out: BackupSuspended, because backup is left out, so that somebody else takes backups
  left out: CompactionHalted, because platform.longTerm is left out, so no history is kept in an object store
  left out: CompactionStale, because platform.longTerm is left out, so no history is kept in an object store
  left out: UploadStale, because platform.longTerm is left out, so no history is kept in an object store
  left out: LogStoreUnreachable, because logs is left out, so that this stack ships none
  left out: LogsDelayed, because logs is left out, so that this stack ships none
  left out: LogsRejected, because logs is left out, so that this stack ships none
  left out: LogArchiveFilling, because logs.archive is left out, so that no raw lines are kept
  left out: LogArchiveStalled, because logs.archive is left out, so that no raw lines are kept
  left out: panel 'Age of the recovery point' of FraiseQL / Database Health, because database.pointInTime is none, so the newest dump is the recovery point
  left out: panel 'Age of the newest backup' of FraiseQL / Database Health, because backup is left out, so that somebody else takes backups
  left out: panel 'Size of the newest dump' of FraiseQL / Database Health, because backup is left out, so that somebody else takes backups
  left out: panel 'Time that a restore takes' of FraiseQL / Database Health, because backup is left out, so that somebody else takes backups
dist/: 43 files, 43 changed`,
    );
  });

  test('says what another binding cannot carry, and where it judges instead', () => {
    const file = join(folder, 'environments/production.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace('binding: contract', 'binding: fraiseql-2.15'));
    const { said } = run();
    expect(said).toContain('  left out: AnomalyDetected, because v2.15 does not count anomalies');
    expect(said).toContain(
      "  left out: panel 'Anomalies by rule' of FraiseQL / Production Health, because v2.15 does not count anomalies",
    );
    expect(said).toContain(
      '  moved: HighLatency judges at 500 ms, because fraiseql-2.15 has no bucket at 300 ms',
    );
  });

  test('makes the same bytes every time', () => {
    run();
    const first = contents(join(folder, 'dist'));
    run();
    expect(contents(join(folder, 'dist'))).toEqual(first);
  });

  test('removes what is made no longer', () => {
    expect(run().said).toMatch(/\ndist\/: 43 files, 43 changed$/);
    expect(run().said).toMatch(/\ndist\/: 43 files, 0 changed$/);
    rmSync(join(folder, 'environments/staging.yaml'));
    expect(run().said).toMatch(/\ndist\/: 22 files, 21 changed$/);
    expect(listFiles(join(folder, 'dist')).filter((path) => path.includes('staging'))).toEqual([]);
  });

  test('leaves dist/ as it was when the settings are wrong, and no rubbish beside it', () => {
    run();
    const before = contents(join(folder, 'dist'));
    spoil();
    const { code, said } = run();
    expect(code).toBe(1);
    expect(said).toMatch(/^\S+staging\.yaml:1:1: missing key 'service': it must be a map of keys\.\n/);
    expect(said).toMatch(/\nNothing was written: dist\/ is as it was\.$/);
    expect(contents(join(folder, 'dist'))).toEqual(before);
    expect(listFiles(folder).filter((path) => path.startsWith('.'))).toEqual([]);
  });
});

test('synth says in one line that dist/ cannot be written, and leaves the rest alone', () => {
  writeFileSync(join(folder, 'file'), 'in the way');
  const said: string[] = [];
  const world = { environments: join(folder, 'environments'), dist: join(folder, 'file/dist') };
  expect(synth({ ...world, say: (line) => said.push(line) })).toBe(1);
  expect(said.join('\n')).toMatch(
    /^dist\/ cannot be written: EEXIST: file already exists.*\nNothing was written: dist\/ is as it was\.$/,
  );
});

describe('cdk8s synth', () => {
  const cli = (...args: readonly string[]) =>
    tool('npx', ['cdk8s', 'synth', '--check-upgrade=false', ...args], { cwd: folder });

  beforeEach(() => {
    cpSync('cdk8s.yaml', join(folder, 'cdk8s.yaml'));
    for (const path of [
      'node_modules',
      'src',
      'alerts',
      'dashboards',
      'docs',
      'package.json',
      'tsconfig.json',
    ]) {
      symlinkSync(resolve(path), join(folder, path));
    }
  });

  test('makes dist/, and leaves it as it was when it fails, without a stack trace', async () => {
    expect(await cli()).toMatchObject({ code: 0 });
    const before = contents(join(folder, 'dist'));
    spoil();
    const { code, output } = await cli();
    expect(code).toBe(1);
    expect(output).toContain(
      "environments/staging.yaml:1:1: missing key 'service': it must be a map of keys.",
    );
    expect(output).not.toMatch(/^ +at /m);
    expect(contents(join(folder, 'dist'))).toEqual(before);
    expect(existsSync(join(folder, '.cdk8s-out'))).toBe(false);
  });

  test('fails with --stdout too', async () => {
    spoil();
    expect(await cli('--stdout')).toMatchObject({ code: 1 });
  });
});
