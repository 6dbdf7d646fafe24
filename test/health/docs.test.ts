import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { healthConfigSchema } from '../../src/health/config.ts';
import { kinds } from '../../src/health/kinds.ts';
import { dependencies } from '../../src/health/model.ts';
import { healthMetrics } from '../../src/metrics/health.ts';

const page = readFileSync('docs/health.md', 'utf8');
const effects = { down: 'not ready', limited: 'stays ready', none: 'healthy' } as const;

describe('docs/health.md', () => {
  test('says of every kind of failure what it means, where to look, and what becomes of queries', () => {
    const rows = [
      ...page.matchAll(/^\| `([\w-]+)` +\| (.+?) +\| (.+?) +\| (not ready|stays ready|healthy) +\|$/gm),
    ];
    expect(rows.map((row) => row.slice(1))).toEqual(
      Object.entries(kinds).map(([kind, { means, look, effect }]) => [kind, means, look, effects[effect]]),
    );
  });

  test('has a configuration that is taken, with the defaults that it says', () => {
    const [, example = ''] = /```yaml\n(service: [\s\S]*?)```/.exec(page) ?? [];
    expect(healthConfigSchema.parse(parse(example)).needed).toEqual(['database']);
    const said = [...example.matchAll(/^ {4}(interval|timeout): (\w+)/gm)].map((row) => row[2]);
    const { checks } = healthConfigSchema.parse({
      service: 'a',
      checks: {
        database: { host: 'a', database: 'a', userFile: '/a', passwordFile: '/a' },
        elasticsearch: { url: 'http://a' },
        redis: { host: 'a' },
        kms: { region: 'eu-central-1', key: 'a' },
        api: { url: 'http://a' },
      },
    });
    expect(dependencies.flatMap((name) => [checks[name]?.interval, checks[name]?.timeout])).toEqual(said);
  });

  test('names every series of its own', () => {
    const names = Object.values(healthMetrics).map(({ name }) => name);
    const own = names.filter((name) => !name.startsWith('process_'));
    expect(own.filter((name) => !page.includes(`\`${name}`))).toEqual([]);
  });

  test('counts the faults that are tried', () => {
    const tried = dependencies.map((name) => readFileSync(`test/health/${name}.test.ts`, 'utf8'));
    const faults = tried.flatMap((text) => [...text.matchAll(/fault: '/g)]).length;
    expect(/in (\d+) ways/.exec(page)?.[1]).toBe(String(faults));
  });
});
