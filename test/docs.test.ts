import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { alertGroups } from '../alerts/index.ts';
import { dashboardChecks } from '../src/checks/dashboards/index.ts';
import { alertChecks, stackChecks } from '../src/checks/index.ts';
import { manifestChecks } from '../src/checks/manifests/index.ts';
import { generatedDocs } from '../src/docs/pages.ts';
import { isKnownMetric } from '../src/metrics/labels.ts';
import { firstError, nodes, parsePromql } from '../src/promql/syntax.ts';
import { tool } from './tool.ts';

const refresh = 'is not what the code makes. Run `npm run docs` and commit the difference.';
const alerts = alertGroups.flatMap((group) => group.alerts);
const runbooks = readdirSync('docs/runbooks').map((name) => join('docs/runbooks', name));
const pages = [
  ...runbooks,
  ...readdirSync('docs', { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.md') && !entry.parentPath.endsWith('runbooks'))
    .map((entry) => join(entry.parentPath, entry.name)),
  'README.md',
  'CONTRIBUTING.md',
  'test/scenarios/README.md',
];
const read = (path: string): string => readFileSync(path, 'utf8');

test.each([...generatedDocs()])('%s is what the code makes', (path, text) => {
  expect(read(path), `${path} ${refresh}`).toBe(text);
});

describe.each(alerts)('the runbook of $name', ({ name, runbook, severity }) => {
  const section =
    read(`docs/runbooks/${runbook}.md`)
      .split(/^## /m)
      .find((text) => text.startsWith(`${name}\n`)) ?? '';

  test('says what it means, how bad it is, what to look at first, and when it is over', () => {
    const parts = [...section.matchAll(/^\*\*(.+?)\*\*/gm)].map(([, lead]) => lead);
    expect(parts.slice(0, 4)).toEqual([
      'What it means.',
      'How bad it is.',
      'First three commands.',
      'It is over when',
    ]);
  });

  test('has three commands, each with what to look for', () => {
    const [, commands = ''] = /\*\*First three commands\.\*\*\s+```sh\n(.*?)```/s.exec(section) ?? [];
    expect(commands.match(/^# /gm)).toHaveLength(3);
  });

  test('is in the index with its severity', () => {
    const row =
      read('docs/runbooks/README.md')
        .split('\n')
        .find((line) => line.startsWith(`| [${name}]`)) ?? '';
    expect(row).toContain(`${runbook}.md#${name.toLowerCase()}`);
    expect(row).toContain(` ${severity} `);
  });
});

test.each(runbooks)('every command in %s is one that a shell reads', async (path) => {
  for (const [, block = ''] of read(path).matchAll(/```sh\n(.*?)```/gs)) {
    expect(await tool('bash', ['-n', '-c', block]), block).toMatchObject({ code: 0, output: '' });
  }
});

test.each(runbooks)('every query in %s is PromQL about series that somebody exports', (path) => {
  for (const [, query = ''] of read(path).matchAll(/promtool query instant \S+ (?:\\\n\s*)?'([^']+)'/g)) {
    const { root, text } = parsePromql(query);
    expect(firstError(root), query).toBeUndefined();
    const series = nodes(root, 'VectorSelector').flatMap((node) => node.getChild('Identifier') ?? []);
    expect(
      series.map(text).filter((name) => name !== 'ALERTS' && !isKnownMetric(name)),
      query,
    ).toEqual([]);
  }
});

test.each(pages)('every link in %s leads somewhere', (path) => {
  const links = [...read(path).matchAll(/\]\((?!https?:)([^)#]*)(#[^)]*)?\)/g)];
  for (const [link, file = '', anchor = ''] of links) {
    const target = file === '' ? path : join(dirname(path), file);
    expect(existsSync(target), link).toBe(true);
    if (anchor !== '') expect(anchorsOf(target), link).toContain(anchor.slice(1));
  }
});

test('every check has its line in docs/checks.md', () => {
  const ids = [alertChecks, stackChecks, manifestChecks, dashboardChecks].flatMap((checks) =>
    Object.keys(checks),
  );
  const described = [...read('docs/checks.md').matchAll(/^\| `([\w-]+)`/gm)].map(([, id]) => id);
  expect(described.sort()).toEqual(ids.sort());
});

test('docs/checks.md says which rules of scanners a check stands for', () => {
  const rows = Object.entries(manifestChecks).flatMap(([check, { standsFor }]) =>
    standsFor === undefined ? [] : [`- \`${check}\`: ${standsFor.join('; ')}.`],
  );
  expect(
    read('docs/checks.md')
      .match(/^- `[\w-]+`: .*$/gm)
      ?.sort(),
  ).toEqual(rows.sort());
});

test('docs/checks.md says which rules of the linter of dashboards a check stands for', () => {
  const rows = Object.entries(dashboardChecks).flatMap(([check, { standsFor }]) =>
    standsFor === undefined ? [] : [`${check}: ${standsFor}`],
  );
  const described = [...read('docs/checks.md').matchAll(/^\| `([\w-]+)` .*\| ([\w-]+) +\|$/gm)];
  expect(described.map(([, check = '', rule = '']) => `${check}: ${rule}`)).toEqual(rows);
});

/** Anchors as GitHub makes them from headings. */
function anchorsOf(path: string): string[] {
  return [...read(path).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
