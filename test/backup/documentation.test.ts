import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { terms } from '../../src/backup/bucket/documents.ts';
import { backupConfigSchema } from '../../src/backup/config.ts';
import { exits } from '../../src/backup/exits.ts';
import { backupMetrics } from '../../src/metrics/backup.ts';

const text = readFileSync('docs/backup.md', 'utf8');
const rows = text.split('\n').map((line) => line.replaceAll(/ +\|/g, ' |').replaceAll(/\| +/g, '| '));
const starting = (start: string) => rows.filter((row) => row.startsWith(start));

test.each(terms.expiries)(
  'docs/backup.md tells when $folder/ expires',
  ({ folder, days, onlySuperseded }) => {
    const when = `${String(days)} days${onlySuperseded ? ', if superseded' : ''}`;
    expect(starting(`| \`${folder}/\` | ${when} |`)).toHaveLength(1);
  },
);

test.each(exits)('docs/backup.md has exit code $code, and what it means', ({ code, meaning }) => {
  expect(starting(`| ${String(code)} | `).filter((row) => row.includes(meaning))).toHaveLength(1);
});

test('the runbook says what to do about every exit code, and about no other but that of a killed container', () => {
  const runbook = readFileSync('docs/runbooks/backup.md', 'utf8');
  const [, table = ''] = /## Exit codes(.*?)\n## /s.exec(runbook) ?? [];
  const told = [...table.matchAll(/^\| (\d[\d, ]*?) +\|[^|]+\|[^|]+\|$/gm)].flatMap(([, codes = '']) =>
    codes.split(', ').map(Number),
  );
  const killed = 137;
  expect(told.sort((a, b) => a - b)).toEqual(
    [...exits.map(({ code }) => code), killed].sort((a, b) => a - b),
  );
});

test('the configuration in docs/backup.md is one', () => {
  const [, yaml = ''] = /```yaml\n(environment:.*?)```/s.exec(text) ?? [];
  expect(backupConfigSchema.safeParse(parse(yaml))).toMatchObject({ success: true });
});

test('series in docs/backup.md are those of the exporter, and none is left out', () => {
  const [, table = ''] = /## What is measured(.*?)\n## /s.exec(text) ?? [];
  const told = [...table.matchAll(/^\| (`[^|]+)\|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`([a-z_]+)/g)].map(([, name = '']) => `fraiseql_backup_${name}`),
  );
  const known = Object.values(backupMetrics).map(({ name }) => name);
  expect([...told].sort()).toEqual([...known].sort());
});
